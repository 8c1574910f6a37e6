package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Drives the glue by random commands and a random network, in virtual time: every stage completes exactly once and off the
 * strand, none waits for ever, and nothing is left in the end.
 */
class RandomCommandsTest {
    private static final int HISTORIES = 20_000;
    private static final int STEPS = 40;
    private static final List<URI> URLS = List.of(URI.create("ws://one/ocpp"), URI.create("ws://two/ocpp"));

    @Test
    void everyStageCompletesExactlyOnceWhateverComesInBetween() {
        new GlueHistories().play(HISTORIES, STEPS);
    }

    private static final class Stage {
        private final String name;
        private int completions;
        private Throwable failure;

        Stage(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Model {
        private final VirtualTime time = new VirtualTime();
        private final Strand strand = time.create("cp");
        private final List<DummyTransport> transports = List.of(new DummyTransport(), new DummyTransport());
        private final List<Stage> stages = new ArrayList<>();
        private final Glue glue;

        Model(long seed) {
            glue = new Glue("cp", strand, Bench.settings("ws://one/ocpp", "ws://three/ocpp"), new Random(seed), 0, new DummySignals(new ArrayList<>()) {
                @Override
                public void onMessage(byte[] utf8) {
                    // whoever is told of it says that it goes offline, in the middle of the message
                    glue.registered(utf8.length > 0);
                }

                @Override
                public void onDraining(long of) {
                    super.onDraining(of);
                    if (of % 2 == 0) {
                        glue.drained();
                    }
                }
            });
            transport(0);
        }

        void transport(int index) {
            glue.transport(Optional.of(transports.get(index)), "t" + index);
        }

        List<DummyTransport.Dial> dials() {
            List<DummyTransport.Dial> all = new ArrayList<>(transports.get(0).dials);
            all.addAll(transports.get(1).dials);
            return all;
        }

        void watch(String name, Supplier<? extends CompletionStage<?>> command, Runnable whenDone) {
            Stage stage = new Stage(name);
            stages.add(stage);
            command.get().whenComplete((value, failure) -> {
                stage.completions++;
                stage.failure = failure;
                assertThat(strand.isInside()).as("%s completed on the strand", name).isFalse();
                whenDone.run();
            });
        }

        void close() {
            List<DummyTransport.Dial> before = dials();
            watch("close", glue::close, () -> assertThat(before).as("sockets of before").allMatch(DummyTransport.Dial::isGivenBack));
        }

        /** The network does something to the attempt or connection that was begun so many before the last. */
        void network(int back, Consumer<DummyTransport.Dial> what) {
            List<DummyTransport.Dial> all = dials();
            if (back < all.size()) {
                what.accept(all.get(all.size() - 1 - back));
            }
        }

        /** Attempts fail and connections are closed in good order until no stage is open; waits last seconds here. */
        void settle() {
            for (int i = 0; i < 50 && stages.stream().anyMatch(stage -> stage.completions == 0); i++) {
                dials().stream().filter(dial -> !dial.isGivenBack()).forEach(dial -> {
                    if (dial.opened) {
                        dial.closes();
                    } else {
                        dial.fails(Cause.REFUSED);
                    }
                });
                time.advance(Duration.ofSeconds(1));
            }
        }
    }

    private static final class GlueHistories extends Histories<Model> {
        @Override
        Model begin(long seed) {
            return new Model(seed);
        }

        @Override
        Input<Model> choose(Model model, Random random) {
            Input<Model> chosen = random.nextInt(5) < 2 ? command(random) : network(model, random);
            // now and then without waiting for what the one before has brought, and from inside the strand
            return switch (random.nextInt(8)) {
                case 0 -> chosen;
                case 1 -> new Input<>(chosen + " inside", m -> {
                    m.strand.execute(() -> chosen.act().accept(m));
                    m.time.runUntilIdle();
                });
                default -> new Input<>(chosen + " and idle", m -> {
                    chosen.act().accept(m);
                    m.time.runUntilIdle();
                });
            };
        }

        private static Input<Model> command(Random random) {
            URI url = URLS.get(random.nextInt(URLS.size()));
            int index = random.nextInt(2);
            return switch (random.nextInt(13)) {
                case 0, 1, 2 -> new Input<>("connect", m -> m.watch("connect", m.glue::connect, () -> { }));
                case 3 -> new Input<>("connect " + url, m -> m.watch("connect " + url, () -> m.glue.connect(url), () -> { }));
                case 4, 5 -> new Input<>("close", Model::close);
                case 6 -> new Input<>("drop", m -> m.glue.drop());
                case 7 -> new Input<>("hold", m -> m.glue.hold(index == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(5))));
                case 8 -> new Input<>("release", m -> m.glue.release());
                case 9 -> new Input<>("link " + index, m -> m.glue.link(index == 1));
                case 10 -> new Input<>("transport " + index, m -> m.transport(index));
                case 11 -> new Input<>("no transport", m -> m.glue.transport(Optional.empty(), ""));
                default -> new Input<>("settings", m -> m.glue.settings(Bench.SETTINGS.withPingInterval(Duration.ofSeconds(5 * index))));
            };
        }

        private static Input<Model> network(Model model, Random random) {
            int back = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            int seconds = random.nextInt(30);
            boolean closing = model.glue.status().state() == ConnectionState.CLOSING;
            return switch (closing ? 4 : random.nextInt(9)) {
                case 0, 1, 2 -> new Input<>("opens, " + back + " back", m -> m.network(back, DummyTransport.Dial::opens));
                case 3 -> new Input<>("fails, " + back + " back", m -> m.network(back, dial -> dial.fails(Cause.REFUSED)));
                case 4 -> new Input<>("closes, " + back + " back", m -> m.network(back, DummyTransport.Dial::closes));
                case 5 -> new Input<>("accepts", m -> m.network(back, dial -> dial.listener.onMessage(new byte[1])));
                case 6 -> new Input<>("rejects", m -> m.network(back, dial -> dial.listener.onMessage(new byte[0])));
                case 7 -> new Input<>("pong", m -> m.network(back, dial -> dial.listener.onPong(ByteBuffer.allocate(0))));
                default -> new Input<>(seconds + " s", m -> m.time.advance(Duration.ofSeconds(seconds)));
            };
        }

        @Override
        void rules(Model model) {
            assertThat(model.stages).allSatisfy(stage -> {
                assertThat(stage.completions).as("completions of %s", stage).isLessThanOrEqualTo(1);
                assertThat(stage.failure).as("failure of %s", stage).isNull();
            });
        }

        @Override
        void end(Model model) {
            model.settle();
            assertThat(model.stages).as("stages that wait for ever").allMatch(stage -> stage.completions == 1);
            model.watch("connect and dispose", model.glue::connect, () -> { });
            model.glue.dispose(() -> { });
            model.close();
            model.time.runUntilIdle();
            model.close();
            assertThat(model.stages).allMatch(stage -> stage.completions == 1);
            assertThat(model.time.pendingTimers()).as("timers").isZero();
            assertThat(model.dials()).as("sockets").allMatch(DummyTransport.Dial::isGivenBack);
        }
    }
}
