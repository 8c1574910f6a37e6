package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Stands for transport and timers: notes what is asked of it and refuses what no transport could do. */
final class DummyOps implements TransportOps {
    enum Socket { NONE, OPENING, OPEN, CLOSING }

    final Map<TimerName, Duration> timers = new EnumMap<>(TimerName.class);
    private final List<String> log;
    Socket socket = Socket.NONE;
    long generation;
    URI url;

    DummyOps(List<String> log) {
        this.log = log;
    }

    @Override
    public void open(long of, Endpoint endpoint) {
        log.add("open " + of);
        assertThat(socket).as("the socket before another one").isEqualTo(Socket.NONE);
        assertThat(of).as("generation").isEqualTo(generation + 1);
        generation = of;
        url = endpoint.url();
        socket = Socket.OPENING;
    }

    @Override
    public void abort(long of) {
        log.add("abort " + of);
        assertThat(socket).as("the socket to abort").isNotEqualTo(Socket.NONE);
        assertThat(of).isEqualTo(generation);
        socket = Socket.NONE;
    }

    @Override
    public void close(long of, int code, String text) {
        log.add("close " + of + " " + code);
        assertThat(socket).as("the socket to close").isEqualTo(Socket.OPEN);
        assertThat(of).isEqualTo(generation);
        socket = Socket.CLOSING;
    }

    @Override
    public void ping(long of) {
        log.add("ping " + of);
        assertThat(socket).as("the socket to ping").isEqualTo(Socket.OPEN);
        assertThat(of).isEqualTo(generation);
    }

    @Override
    public void setTimer(TimerName timer, Duration delay) {
        log.add("set " + timer + " " + delay);
        assertThat(delay.isNegative()).as("%s %s negative", timer, delay).isFalse();
        timers.put(timer, delay);
    }

    @Override
    public void cancelTimer(TimerName timer) {
        if (timers.remove(timer) != null) {
            log.add("cancel " + timer);
        }
    }
}
