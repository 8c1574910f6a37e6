package io.holdfast.itests.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Frame;
import io.holdfast.csms.Frame.Direction;
import io.holdfast.csms.Frame.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A CSMS's log, written by the test frame by frame, and what is said of it. */
abstract class WrittenLog {
    static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(10);

    final CsmsLog log = new CsmsLog(MESSAGE_TIMEOUT, 3);
    final List<Frame> frames = new ArrayList<>();
    int connection;
    /** Of our CALLs. */
    int ids;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    final void after(Duration pause) {
        now = now.plus(pause);
    }

    final void frame(Direction direction, String text) {
        Type type = switch (text.charAt(1)) {
            case '2' -> Type.CALL;
            case '3' -> Type.CALLRESULT;
            default -> Type.CALLERROR;
        };
        frames.add(new Frame(frames.size() + 1, now, connection, direction, type, "", "", text));
    }

    final void call(String actionAndPayload) {
        frame(Direction.RECEIVED, "[2,\"m-" + ++ids + "\"," + actionAndPayload + "]");
    }

    final void answer(String payload) {
        frame(Direction.SENT, "[3,\"m-" + ids + "\"," + payload + "]");
    }

    final void exchange(String actionAndPayload, String payload) {
        call(actionAndPayload);
        answer(payload);
    }

    final List<String> breaches() {
        log.read(frames);
        return log.breaches();
    }

    final void assertBreach(String... parts) {
        assertThat(breaches()).singleElement().asString().contains(parts);
    }
}
