package io.holdfast.shell.internal;

import io.holdfast.client.TimelineEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "timeline", description = "Shows what became of a charge point's connection: the last transitions with their times, the newest last. Attempts that fail in the same way, one after the other, are one line")
public final class TimelineCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Option(name = "-n", aliases = "--lines", description = "How many lines; 0: all that are remembered, at most 100")
    int lines = 20;

    @Override
    public Object execute() throws CommandException {
        if (lines < 0) {
            throw new CommandException("--lines " + lines + " is not 0 or more");
        }
        List<TimelineEntry> entries = client(id).timeline();
        int shown = lines == 0 ? entries.size() : Math.min(lines, entries.size());
        ShellTable table = new ShellTable();
        table.column("Time");
        table.column("After").alignRight();
        table.column("What");
        table.column("Details");
        table.emptyTableText("Nothing has happened yet; see ocpp:why");
        Instant now = Instant.now();
        for (TimelineEntry entry : entries.subList(entries.size() - shown, entries.size())) {
            table.addRow().addContent(Words.moment(entry.at(), now), Words.duration(entry.sincePrevious()), entry.what(),
                entry.detail() + repeats(entry, now));
        }
        table.print(out());
        return null;
    }

    private static String repeats(TimelineEntry entry, Instant now) {
        return entry.times() == 1 ? "" : " (" + entry.times() + " times, the last at " + Words.moment(entry.lastAt(), now) + ")";
    }
}
