package io.holdfast.itests.simulation;

import io.holdfast.itests.invariants.OcppFrame;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.MeterValuesResponse;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StartTransactionResponse;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StatusNotificationResponse;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.StopTransactionResponse;
import io.holdfast.session.Codec;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Payloads;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One charge point's end at a CSMS that answers, delays, errs, forgets and asks, and judges what it is sent. Misbehaviour lasts for so many CALLs. */
final class SimulatedCsms {
    /** What becomes of the answer to a CALL. */
    enum Mood { ANSWER, FORGET, ERROR, GARBAGE, TWICE, CUT, STRANGE_ID }

    private final Post post;
    private final World world;
    private final Codec codec;
    private final Duration heartbeat;
    private final int noTransaction;
    private final Map<StartTransactionRequest, Integer> transactionIds = new HashMap<>();
    /** Of those transactions that were begun by somebody whom it does not accept. */
    private final Map<Integer, AuthorizationStatus> refused = new HashMap<>();
    private SimulatedSocket socket;
    private Mood mood = Mood.ANSWER;
    private int moodLeft;
    private Duration delay = Duration.ZERO;
    private int delaysLeft;
    private RegistrationStatus registration = RegistrationStatus.ACCEPTED;
    private Duration bootInterval = Duration.ZERO;
    private int bootsLeft;
    private AuthorizationStatus refusal = AuthorizationStatus.INVALID;
    private int refusalsLeft;
    private long calls;

    /** @param noTransaction its transactions are numbered from the next number on */
    SimulatedCsms(Post post, Codec codec, Duration heartbeat, int noTransaction) {
        this.post = post;
        this.world = post.world;
        this.noTransaction = noTransaction;
        this.codec = codec;
        this.heartbeat = heartbeat;
    }

    void mood(Mood next, int times) {
        mood = next;
        moodLeft = times;
    }

    void delay(Duration each, int times) {
        delay = each;
        delaysLeft = times;
    }

    void register(RegistrationStatus status, Duration interval, int times) {
        registration = status;
        bootInterval = interval;
        bootsLeft = times;
    }

    /** The next transactions are begun by somebody whom it does not accept, whatever it said before. */
    void refuseStarts(AuthorizationStatus status, int times) {
        refusal = status;
        refusalsLeft = times;
    }

    /** Whether it has told whoever began this transaction that he may not. */
    boolean refuses(int transactionId) {
        return refused.containsKey(transactionId);
    }

    void heal() {
        moodLeft = 0;
        delaysLeft = 0;
        bootsLeft = 0;
        refusalsLeft = 0;
    }

    /** By a socket on which something arrives. */
    boolean connected() {
        return socket != null && !socket.isSilent();
    }

    int lastTransactionId() {
        return noTransaction + transactionIds.size();
    }

    // ---- connections

    void connected(SimulatedSocket opened) {
        SimulatedSocket older = socket;
        socket = opened;
        post.tell(() -> "csms: connected at " + opened.endpoint.url());
        if (older != null) {
            older.serverCloses(1001);
        }
    }

    void lost(SimulatedSocket ended) {
        if (socket == ended) {
            socket = null;
            post.tell(() -> "csms: connection ended");
        }
    }

    void reset() {
        if (socket != null) {
            socket.reset();
        }
    }

    void close(int code) {
        if (socket != null) {
            socket.serverCloses(code);
        }
    }

    void ping() {
        if (socket != null) {
            socket.serverPings();
        }
    }

    void sendText(String text) {
        if (socket != null) {
            socket.serverSends(text);
        }
    }

    void call(String action, String payload) {
        sendText(OcppFrame.call("c" + ++calls, action, payload).text());
    }

    // ---- CALLs of the charge point

    void receive(SimulatedSocket from, String text) {
        OcppFrame frame = OcppFrame.of(text);
        if (frame.type() != OcppFrame.CALL) {
            return;
        }
        Request<?> request;
        try {
            request = Payloads.decode(codec, frame.action(), frame.payload());
        } catch (PayloadException e) {
            post.broken("the CSMS can't read " + frame + ": " + e.getMessage());
            return;
        }
        Mood now = moodLeft > 0 ? mood : Mood.ANSWER;
        moodLeft--;
        Duration later = delaysLeft > 0 ? delay : Duration.ZERO;
        delaysLeft--;
        if (later.isZero()) {
            answer(from, frame, request, now);
        } else {
            world.after(later, () -> answer(from, frame, request, now));
        }
    }

    private void answer(SimulatedSocket to, OcppFrame call, Request<?> request, Mood now) {
        String result = now == Mood.ERROR ? "" : "[3,\"" + call.id() + "\"," + Payloads.encodeResponse(codec, response(request)) + "]";
        switch (now) {
            case ANSWER -> to.serverSends(result);
            case FORGET -> { }
            case ERROR -> to.serverSends("[4,\"" + call.id() + "\",\"InternalError\",\"\",{}]");
            case GARBAGE -> to.serverSends("[3,\"" + call.id() + "\",{\"currentTime\":7}]");
            case TWICE -> {
                to.serverSends(result);
                to.serverSends(result);
            }
            case CUT -> to.serverSends(result.substring(0, result.length() / 2));
            case STRANGE_ID -> to.serverSends(result.replace(call.id(), "nobody"));
        }
    }

    private Object response(Request<?> request) {
        IdTagInfo good = IdTagInfo.of(AuthorizationStatus.ACCEPTED);
        if (request instanceof BootNotificationRequest) {
            boolean told = bootsLeft-- > 0;
            return new BootNotificationResponse(told ? registration : RegistrationStatus.ACCEPTED, world.csmsNow(), told ? bootInterval : heartbeat);
        } else if (request instanceof HeartbeatRequest) {
            return new HeartbeatResponse(world.csmsNow());
        } else if (request instanceof AuthorizeRequest authorize) {
            return new AuthorizeResponse(authorize.idTag().equals("card") ? good : IdTagInfo.of(AuthorizationStatus.INVALID));
        } else if (request instanceof StartTransactionRequest start) {
            int transactionId = transactionIds.computeIfAbsent(start, this::begin);
            return new StartTransactionResponse(refuses(transactionId) ? IdTagInfo.of(refused.get(transactionId)) : good, transactionId);
        } else if (request instanceof StopTransactionRequest) {
            return new StopTransactionResponse(Optional.empty());
        } else if (request instanceof MeterValuesRequest) {
            return new MeterValuesResponse();
        } else if (request instanceof StatusNotificationRequest) {
            return new StatusNotificationResponse();
        }
        throw new IllegalArgumentException(request.action() + " is nothing that this charge point sends");
    }

    /** The same answer to the same start, however often it is sent. */
    private int begin(StartTransactionRequest start) {
        int transactionId = lastTransactionId() + 1;
        if (refusalsLeft-- > 0) {
            refused.put(transactionId, refusal);
        }
        return transactionId;
    }
}
