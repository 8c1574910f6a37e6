package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.Mishap;
import io.holdfast.session.Request;
import io.holdfast.session.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as OCPP-J 1.6 §4 shapes them, and what becomes of all others. */
class FramesTest {
    private static final TestCodec CODEC = new TestCodec("ocpp1.6");
    private final FrameReader reader = new FrameReader(new SessionLimits(1, 1, 100_000, 8, 1000, 100));
    private final FrameWriter writer = new FrameWriter();

    /** Our Echo waits for the answer with id "ours". */
    private Frame read(String frame) {
        Optional<Request<?>> echo = Optional.of(new TestCodec.Echo("x"));
        return reader.read(frame.getBytes(StandardCharsets.UTF_8), CODEC, id -> id.equals("ours") ? echo : Optional.empty());
    }

    private Frame.InvalidCall invalid(String frame) {
        Frame read = read(frame);
        assertThat(read).isInstanceOf(Frame.InvalidCall.class);
        return (Frame.InvalidCall) read;
    }

    // ---- the shapes

    @Test
    void aCallHasFourElements() {
        assertThat(read("[2,\"1\",\"Echo\",{\"text\":\"ä\"}]")).isEqualTo(new Frame.Call("1", new TestCodec.Echo("ä")));
        assertThat(read(" [ 2 , \"1\" , \"Echo\" , { \"text\" : \"x\" } ]\n")).isEqualTo(new Frame.Call("1", new TestCodec.Echo("x")));
    }

    @Test
    void aCallResultHasThreeAndBelongsToOurCall() {
        assertThat(read("[3,\"ours\",{\"text\":\"y\"}]")).isEqualTo(new Frame.CallResult(new TestCodec.EchoAnswer("y")));
    }

    @Test
    void aCallErrorHasFive() {
        assertThat(read("[4,\"ours\",\"NotSupported\",\"no\",{\"a\":[1]}]")).isEqualTo(new Frame.CallError("NotSupported", "no"));
    }

    @Test
    void anyErrorCodeIsTaken() {
        assertThat(read("[4,\"ours\",\"OccurrenceConstraintViolation\",\"\",{}]"))
            .isEqualTo(new Frame.CallError("OccurrenceConstraintViolation", ""));
        assertThat(read("[4,\"ours\",\"Whatever\",\"\",{}]")).isEqualTo(new Frame.CallError("Whatever", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4,\"ours\"]", "[4,\"ours\",null,7]", "[4,\"ours\"", "[4,\"ours\",}"})
    void aCallErrorWithOddPartsIsStillOne(String frame) {
        assertThat(read(frame)).isEqualTo(new Frame.CallError("", ""));
    }

    @Test
    void textsOfTheCsmsCantForgeLogLines() {
        assertThat(read("[4,\"ours\",\"A\\nB\",\"" + "x".repeat(600) + "\",{}]"))
            .isEqualTo(new Frame.CallError("A B", "x".repeat(255)));
        assertThat(invalid("[2,\"1\",\"Echo\\nroot: fine\",{}]")).extracting(Frame.InvalidCall::action, Frame.InvalidCall::code)
            .containsExactly("", ErrorCode.NOT_IMPLEMENTED);
        assertThat(invalid("[2,\"1\",\"" + "A".repeat(65) + "\",{}]").action()).isEmpty();
    }

    @Test
    void nullStandsForAnEmptyPayload() {
        assertThat(invalid("[2,\"1\",\"Echo\",null]").code()).isEqualTo(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION);
        assertThat(read("[3,\"ours\",null]")).isInstanceOf(Frame.InvalidCallResult.class);
    }

    // ---- what has no id to answer to

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}", "[]", "[2]", "[2,", "7", "hello", "[\"2\",\"1\",\"Echo\",{}]", "[2.0,\"1\",\"Echo\",{}]",
        "[1,\"1\",{}]", "[5,\"1\",\"X\",\"\",{}]", "[6,\"1\",\"X\",{}]", "[-2,\"1\"]", "[99999999999,\"1\"]", "[2,1,\"Echo\",{}]", "[2,null,\"Echo\",{}]",
        "[2,\"\",\"Echo\",{}]", "[2,[\"1\"],\"Echo\",{}]", "[[2,\"1\",\"Echo\",{}]]"})
    void isGarbageAndNeverAnswered(String frame) {
        assertThat(read(frame)).isInstanceOf(Frame.Garbage.class);
    }

    @Test
    void aFrameThatIsNoUtf8IsGarbage() {
        byte[] broken = {'[', '2', ',', '"', (byte) 0xC3, '"', ']'};
        assertThat(reader.read(broken, CODEC, id -> Optional.empty())).isInstanceOf(Frame.Garbage.class);
    }

    // ---- calls that can't be executed

    @Test
    void anUnknownActionIsNotImplemented() {
        assertThat(invalid("[2,\"1\",\"Dance\",{}]")).isEqualTo(new Frame.InvalidCall("1", "Dance", ErrorCode.NOT_IMPLEMENTED, "no action Dance",
            Mishap.UNKNOWN_ACTION));
    }

    @Test
    void theCodecsWordOnThePayloadIsPassedOn() {
        assertThat(invalid("[2,\"1\",\"Echo\",{}]").code()).isEqualTo(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION);
        assertThat(invalid("[2,\"1\",\"Echo\",{\"text\":[]}]").code()).isEqualTo(ErrorCode.TYPE_CONSTRAINT_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2,\"1\"]", "[2,\"1\",{}]", "[2,\"1\",\"Echo\"]", "[2,\"1\",\"Echo\",[]]", "[2,\"1\",\"Echo\",\"x\"]",
        "[2,\"1\",\"Echo\",{\"text\":\"x\"},{}]", "[2,\"1\",\"Echo\",{\"text\":\"x\"}", "[2,\"1\",\"Echo\",{\"text\":\"x\"}] x",
        "[2,\"1\",\"Echo\",{\"text\":\"x\"}][]", "[2,\"1\",\"Echo\",{\"text\":", "[2,\"1\",\"Echo\",{'text':\"x\"}]", "[2,\"1\",\"Echo\",{\"a\":[[[[[[[[[1]]]]]]]]]}]"})
    void aCallOfAnotherFormIsAFormationViolation(String frame) {
        Frame.InvalidCall call = invalid(frame);
        assertThat(call.id()).isEqualTo("1");
        assertThat(call.code()).isIn(ErrorCode.FORMATION_VIOLATION, ErrorCode.TYPE_CONSTRAINT_VIOLATION);
    }

    @Test
    void anIdOfMoreThan36CharactersIsRefusedByThatId() {
        String id = "x".repeat(36);
        assertThat(read("[2,\"" + id + "\",\"Echo\",{\"text\":\"x\"}]")).isInstanceOf(Frame.Call.class);
        assertThat(invalid("[2,\"" + id + "y\",\"Echo\",{\"text\":\"x\"}]")).isEqualTo(
            new Frame.InvalidCall(id + "y", "Echo", ErrorCode.FORMATION_VIOLATION, "the message id has 37 characters, allowed are 36",
                Mishap.WRONG_SHAPE));
    }

    @Test
    void stringsBeyondTheLimitAreRefused() {
        assertThat(invalid("[2,\"1\",\"Echo\",{\"text\":\"" + "x".repeat(1001) + "\"}]").code()).isEqualTo(ErrorCode.FORMATION_VIOLATION);
        assertThat(read("[2,\"" + "x".repeat(1001) + "\",\"Echo\",{}]")).isInstanceOf(Frame.Garbage.class);
    }

    @Test
    void listsBeyondTheLimitAreRefused() {
        assertThat(invalid("[2,\"1\",\"List\",{\"text\":[" + "1,".repeat(100) + "1]}]")).isEqualTo(new Frame.InvalidCall("1", "List",
            ErrorCode.FORMATION_VIOLATION, "beyond a limit: a list has more than 100 items, line 1 column 225", Mishap.BEYOND_LIMIT));
        assertThat(invalid("[2,\"1\",\"List\",{\"text\":[" + "{},".repeat(100) + "{}]}]").mishap()).isEqualTo(Mishap.BEYOND_LIMIT);
        assertThat(invalid("[2,\"1\",\"List\",{\"text\":[" + "1,".repeat(99) + "1]}]").code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED);
    }

    @Test
    void framesBeyondTheLimitAreRefusedByTheirId() {
        String padding = " ".repeat(100_000);
        assertThat(invalid("[2,\"1\",\"Echo\",{\"text\":\"x\"}" + padding + "]")).isEqualTo(new Frame.InvalidCall("1", "Echo",
            ErrorCode.FORMATION_VIOLATION, "the frame has 100027 bytes, allowed are 100000", Mishap.BEYOND_LIMIT));
        assertThat(read("[3,\"ours\",{\"text\":\"x\"}" + padding + "]")).isEqualTo(
            new Frame.InvalidCallResult("the frame has 100023 bytes, allowed are 100000", Mishap.BEYOND_LIMIT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "hello; GARBAGE", "{}; GARBAGE", "[2]; GARBAGE", "[2,7,\"Echo\",{}]; GARBAGE",
        "[5,\"1\",\"X\",\"\",{}]; UNKNOWN_TYPE", "[6,\"1\",\"X\",{}]; UNKNOWN_TYPE",
        "[2,\"1\"]; WRONG_SHAPE", "[2,\"1\",{}]; WRONG_SHAPE", "[2,\"1\",\"Echo\"]; WRONG_SHAPE", "[2,\"1\",\"Echo\",[]]; WRONG_SHAPE",
        "[2,\"1\",\"Echo\",{\"text\":\"x\"},1]; WRONG_SHAPE", "[3,\"ours\"]; WRONG_SHAPE", "[3,\"ours\",{\"text\":\"x\"},1]; WRONG_SHAPE",
        "[2,\"1\",\"Dance\",{}]; UNKNOWN_ACTION", "[2,\"1\",\"Dan ce\",{}]; UNKNOWN_ACTION",
        "[2,\"1\",\"Echo\",{}]; INVALID_PAYLOAD", "[3,\"ours\",{}]; INVALID_PAYLOAD",
        "[2,\"1\",\"List\",{\"a\":[[[[[[[[[1]]]]]]]]]}]; BEYOND_LIMIT"})
    void whatIsWrongHasAKind(String frame, Mishap kind) {
        Frame read = read(frame);
        Mishap told = read instanceof Frame.Garbage garbage ? garbage.mishap()
            : read instanceof Frame.InvalidCall call ? call.mishap() : ((Frame.InvalidCallResult) read).mishap();
        assertThat(told).isEqualTo(kind);
    }

    @Test
    void aCodecThatFailsIsAnInternalError() {
        assertThat(invalid("[2,\"1\",\"Crash\",{}]").code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
        Frame read = reader.read("[3,\"boot\",{\"status\":\"Maybe\",\"interval\":\"1\"}]".getBytes(StandardCharsets.UTF_8), CODEC,
            id -> Optional.of(new TestCodec.Boot()));
        assertThat(read).isInstanceOf(Frame.InvalidCallResult.class);
    }

    // ---- answers

    @ParameterizedTest
    @ValueSource(strings = {"[3,\"theirs\",{}]", "[3,\"theirs\",7]", "[3,\"theirs\"", "[4,\"theirs\",\"GenericError\",\"\",{}]", "[4,\"theirs\"]"})
    void anAnswerToNoCallOfOursIsStrayWhateverElseIsWrong(String frame) {
        assertThat(read(frame)).isEqualTo(new Frame.StrayAnswer("theirs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[3,\"ours\"]", "[3,\"ours\",7]", "[3,\"ours\",[]]", "[3,\"ours\",{}]", "[3,\"ours\",{\"text\":\"x\"},1]",
        "[3,\"ours\",{\"text\":\"x\"}", "[3,\"ours\",{\"text\":"})
    void anInvalidAnswerFailsOurCall(String frame) {
        assertThat(read(frame)).isInstanceOf(Frame.InvalidCallResult.class);
    }

    // ---- one reader for many frames

    @ParameterizedTest
    @ValueSource(strings = {"[2,\"1\",\"Echo\",{\"text\":\"x\"}] 7", "[2,\"1\",\"Echo\",{\"text\":\"x\"}] \"open]", "[2,\"1\",\"Echo\",{\"text\":\"x\"}]\n",
        "[2,\"1\",\"Echo\",{\"text\":\"x\"}] [", "[2,\"1\",\"Echo\",{\"text\":\"x\"", "[2,\"1\",\"Echo\",{\"text\":tr", "[2,\"1\",\"Echo\",{\"text\":1",
        "[2,\"1\",\"Dance\",{\"a\":1}]", "[3,\"theirs\",{\"a\":[1", "[4,\"ours\",\"X\",\"\",{\"a\":[1", "[", "", "hello"})
    void noFrameLeavesAnythingForTheNext(String frame) {
        String valid = "[2,\"1\",\"Echo\",{\"text\":\"ä\"}]";
        Frame alone = new FrameReader(new SessionLimits(1, 1, 100_000, 8, 1000, 100)).read(frame.getBytes(StandardCharsets.UTF_8), CODEC,
            id -> id.equals("ours") ? Optional.of(new TestCodec.Echo("x")) : Optional.empty());
        for (int i = 0; i < 3; i++) {
            assertThat(read(valid)).isEqualTo(new Frame.Call("1", new TestCodec.Echo("ä")));
            assertThat(read(frame)).as("the same as by a reader of its own").isEqualTo(alone);
        }
    }

    @Test
    void aReaderOutlivesItsParsers() {
        String text = "x".repeat(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(read("[2,\"1\",\"Echo\",{\"text\":\"" + text + "\",\"name" + i + "\":1}]")).isEqualTo(new Frame.Call("1", new TestCodec.Echo(text)));
        }
    }

    // ---- writing

    @Test
    void framesAreWrittenInTheVersionsShapeAndSpelling() {
        assertThat(writer.call("1", new TestCodec.Echo("ä\"\n"), CODEC)).isEqualTo("[2,\"1\",\"Echo\",{\"text\":\"ä\\\"\\n\"}]");
        assertThat(writer.call("1", new TestCodec.Heartbeat(), CODEC)).isEqualTo("[2,\"1\",\"Heartbeat\",{}]");
        assertThat(writer.callResult("1", new TestCodec.EchoAnswer(""), CODEC)).isEqualTo("[3,\"1\",{}]");
        assertThat(writer.callError("1", ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION, "text is missing", CODEC))
            .isEqualTo("[4,\"1\",\"OccurenceConstraintViolation\",\"text is missing\",{}]");
    }

    @Test
    void aFrameThatCantBeWrittenLeavesNothingForTheNext() {
        assertThatThrownBy(() -> writer.call("1", new TestCodec.Echo("unwritable"), CODEC)).isInstanceOf(IllegalArgumentException.class);
        String longText = "x".repeat(100_000);
        assertThat(writer.call("2", new TestCodec.Echo(longText), CODEC)).isEqualTo("[2,\"2\",\"Echo\",{\"text\":\"" + longText + "\"}]");
        assertThat(writer.call("3", new TestCodec.Echo("y"), CODEC)).isEqualTo("[2,\"3\",\"Echo\",{\"text\":\"y\"}]");
    }

    @Test
    void descriptionsAreCutAtTheLimitOfTheLaterVersionsAndNeverMissing() {
        assertThat(writer.callError("1", ErrorCode.GENERIC_ERROR, "x".repeat(300), CODEC)).contains("\"" + "x".repeat(255) + "\"");
        assertThat(writer.callError("1", ErrorCode.GENERIC_ERROR, null, CODEC)).isEqualTo("[4,\"1\",\"GENERIC_ERROR\",\"\",{}]");
    }

    @Test
    void messageIdsFitAndDontRepeat() {
        MessageIds ids = new MessageIds();
        String first = ids.next();
        assertThat(first).hasSizeBetween(3, 36).isNotEqualTo(ids.next()).isNotEqualTo(new MessageIds().next());
    }
}
