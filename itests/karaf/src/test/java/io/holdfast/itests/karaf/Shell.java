package io.holdfast.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    /** {@return what the command that runs on another thread has shown so far} */
    String shown() {
        return output.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "").strip();
    }

    @Override
    public void close() {
        session.close();
    }
}
