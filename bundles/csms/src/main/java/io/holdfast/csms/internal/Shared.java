package io.holdfast.csms.internal;

import io.holdfast.csms.CsmsSettings;
import io.holdfast.session.Codec;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What the charge points of one server have in common; {@code loop} runs tasks on the event loop. */
record Shared(Vertx vertx, Executor loop, Clock clock, CsmsSettings settings, Codec codec, Answers answers, Mischief forAll) { }
