package io.holdfast.shell.internal;

import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.SignalPublisher;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "signals", description = "Follows the signals of all charge points, or of one, until Ctrl-C")
public final class SignalsCommand extends ClientCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final Set<String> IN_EVERY_LINE = Set.of(SignalProperties.CHARGEPOINT_ID, SignalProperties.CHARGER_ID,
        SignalProperties.GENERATION);
    private static final String COMMON_PREFIX = "io/holdfast/";

    @Argument(name = "chargepoint", description = "Id of the charge point; default: all")
    @Completion(ChargePointCompleter.class)
    String id;

    @Reference
    SignalPublisher publisher;

    @Override
    public Object execute() throws Exception {
        if (id != null) {
            client(id);
        }
        BlockingQueue<PublishedSignal> arriving = new ArrayBlockingQueue<>(1000);
        try (SignalPublisher.Subscription subscription = publisher.listen(arriving::offer)) {
            out().println("Following the signals, Ctrl-C ends it");
            while (true) {
                PublishedSignal signal = arriving.take();
                if (id == null || signal.signal().chargePointId().filter(id::equals).isPresent()) {
                    out().println(line(signal));
                    out().flush();
                }
            }
        } catch (InterruptedException e) {
            // Ctrl-C: the shell interrupts its command
            return null;
        }
    }

    static String line(PublishedSignal published) {
        Map<String, Object> properties = published.signal().properties();
        String source = published.signal().chargePointId().or(() -> published.signal().chargerId()).orElse("");
        String rest = properties.entrySet().stream().filter(property -> !IN_EVERY_LINE.contains(property.getKey()))
            .map(property -> property.getKey() + "=" + property.getValue()).collect(Collectors.joining(" "));
        return TIME.format(published.timestamp()) + "  " + source + "  #" + published.sequence() + "  "
            + published.signal().topic().substring(COMMON_PREFIX.length()) + "  " + rest;
    }
}
