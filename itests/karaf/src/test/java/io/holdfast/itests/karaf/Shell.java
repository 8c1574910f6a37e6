package io.holdfast.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.ShellUtil;

/** Karaf's console without a terminal: runs commands and shows what a user sees. */
final class Shell implements AutoCloseable {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Session session;

    Shell(SessionFactory sessions) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** {@return what the console shows after the command, or in its stead the error, without colours} */
    String run(String command) {
        output.reset();
        try {
            session.execute(command);
        } catch (Exception e) {
            // as the console does
            ShellUtil.logException(session, e);
        }
        return shown();
    }

    /** {@return what Tab offers at the end of this line, which begins with a command's full name} */
    List<String> complete(String line) {
        String[] words = line.split(" ", -1);
        String[] command = words[0].split(":");
        List<Candidate> candidates = new ArrayList<>();
        session.getRegistry().getCommand(command[0], command[1]).getCompleter(false).completeCandidates(session, new CommandLine() {
            @Override
            public int getCursorArgumentIndex() {
                return words.length - 1;
            }

            @Override
            public String getCursorArgument() {
                return words[words.length - 1];
            }

            @Override
            public int getArgumentPosition() {
                return getCursorArgument().length();
            }

            @Override
            public String[] getArguments() {
                return words;
            }

            @Override
            public int getBufferPosition() {
                return line.length();
            }

            @Override
            public String getBuffer() {
                return line;
            }
        }, candidates);
        return candidates.stream().map(candidate -> candidate.value().strip()).sorted().toList();
    }

    /** {@return what the command that runs on another thread has shown so far} */
    String shown() {
        return output.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "").strip();
    }

    @Override
    public void close() {
        session.close();
    }
}
