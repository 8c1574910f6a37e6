package io.holdfast.session.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Request;
import io.holdfast.session.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a text message has: the reader says what it is, and its sender can be answered. */
class FrameFuzzTest {
    private static final Ocpp16Codec CODEC = new Ocpp16Codec();
    /** These two go from frame to frame, as in a session. */
    private static final FrameReader READER = new FrameReader(SessionLimits.DEFAULT);
    private static final FrameWriter WRITER = new FrameWriter();

    /** A call of every action waits for its answer; the action is its id. */
    private static Optional<Request<?>> waiting(String id) {
        return Ocpp16Action.of(id).map(action -> action::wire);
    }

    @MethodSource("io.holdfast.itests.fuzz.Seeds#frames")
    @FuzzTest(maxDuration = "3s")
    void aFrameIsUnderstoodOrItIsToldWhyNot(byte[] frame) {
        Frame read = READER.read(frame, CODEC, FrameFuzzTest::waiting);
        Frame alone = new FrameReader(SessionLimits.DEFAULT).read(frame, CODEC, FrameFuzzTest::waiting);
        // Jackson takes some names that are no UTF-8 for names that it has seen; a transport lets no such text through (RFC 6455 §8.1)
        boolean utf8 = !new String(frame, StandardCharsets.UTF_8).contains("\uFFFD");
        if (utf8 && !read.equals(alone)) {
            throw new AssertionError("an earlier frame has left something: " + read + " instead of " + alone);
        }
        if (read instanceof Frame.Call call) {
            WRITER.call(call.id(), call.request(), CODEC);
        } else if (read instanceof Frame.InvalidCall invalid) {
            if (invalid.code() == ErrorCode.INTERNAL_ERROR) {
                throw new AssertionError("the codec failed: " + invalid.description());
            }
            WRITER.callError(invalid.id(), invalid.code(), invalid.description(), CODEC);
        } else if (read instanceof Frame.CallResult result) {
            WRITER.callResult("id", result.response(), CODEC);
        } else if (read instanceof Frame.InvalidCallResult invalid && invalid.description().equals("the answer could not be read")) {
            throw new AssertionError("the codec failed");
        }
    }
}
