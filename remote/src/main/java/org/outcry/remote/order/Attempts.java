package org.outcry.remote.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.remote.order.Sender.Request;
import org.outcry.remote.picture.Picture;
import org.outcry.remote.picture.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands on their way. Each carries a mark made of its durable key in {@code customTag50}, which the remote environment shows with
 * the command: so a command whose answer was lost is looked up by its mark once the picture is whole again, before anybody is told
 * that its outcome is unknown. A command is sent once: a repeat of its key hears the first answer, or waits for it, or is told again
 * that nobody knows. One thread.
 */
public final class Attempts {
    /** Commands under way at once; one more is busy. */
    private static final int MAX_OPEN = 1_024;
    /** Marks whose ending is remembered. */
    private static final int MAX_ENDED = 65_536;

    private static final long KEY_STEP = 0x9E3779B97F4A7C15L;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;
    /** Longer than any reply takes; then the command is looked for as if its connection had ended. */
    private static final Duration REPLY_PATIENCE = Duration.ofSeconds(6);
    /** How long the verdict on an order may take that was taken: then it counts as taken, and its row says the rest. */
    private static final Duration VERDICT_PATIENCE = Duration.ofSeconds(3);
    /** A gap longer than this leaves the outcome unknown. */
    private static final Duration GAP_PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Sender sender;
    private final Picture picture;
    private final Duration grace;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Attempt> open = new LinkedHashMap<>();
    private final Map<String, Ending> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ending> eldest) {
            return size() > MAX_ENDED;
        }
    };

    /** What a command asks, as far as its answer depends on it. */
    enum Kind {
        NEW,
        MODIFY,
        CANCEL,
        /** Everything of one contract away; answered like a new order, and by nothing where there is nothing to close. */
        LIQUIDATE
    }

    private record Ending(Optional<Outcome> outcome, Failure failure) {
        void tell(OutcomeListener listener) {
            outcome.ifPresentOrElse(listener::onOutcome, () -> listener.onFailure(failure));
        }
    }

    /** One command under way. */
    private static final class Attempt {
        private final String tag;
        private final Kind kind;
        private final Exposure adds;
        private final List<OutcomeListener> listeners = new ArrayList<>();
        private final List<Long> legs = new ArrayList<>();
        private final long sentNanos = System.nanoTime();
        private long commandId;
        private long knownNanos;
        private boolean lost;
        /** From when nothing more can be expected of a lost command; 0 while the picture is not whole. */
        private long hopelessNanos;

        private Attempt(String tag, Kind kind, Exposure adds) {
            this.tag = tag;
            this.kind = kind;
            this.adds = adds;
        }
    }

    /** What a command may add to a position before it is seen; signed contracts. */
    record Exposure(long accountId, int contractId, int signed) {
        static final Exposure NONE = new Exposure(0, 0, 0);
    }

    /** @param grace how long a whole picture may still lack a command that was sent before the gap */
    public Attempts(Sender sender, Picture picture, Duration grace) {
        this.sender = sender;
        this.picture = picture;
        this.grace = grace;
    }

    /**
     * The mark of one part of a command; a command without a key has a mark of its own.
     *
     * @param part what the part is about, so that a repeat, which may find fewer parts, means the same by it: the order that is
     *     canceled, the position that is closed; 0 for a command of one part
     */
    String tag(CommandKey key, long part) {
        boolean keyed = !key.equals(CommandKey.NONE);
        long high = keyed ? key.high() : random.nextLong();
        long low = keyed ? key.low() + part * KEY_STEP : random.nextLong();
        return "oc%016x%016x".formatted(high, low);
    }

    /** Whether a command of this mark was sent before, by this process or by one before it. */
    boolean known(String tag) {
        return open.containsKey(tag)
                || ended.containsKey(tag)
                || picture.commandOfTag(tag).isPresent();
    }

    /** Hears how a command of this mark ends, which is {@link #known}. */
    void join(String tag, Kind kind, OutcomeListener listener) {
        Ending before = ended.get(tag);
        boolean foundSince = before != null
                && before.outcome.isEmpty()
                && picture.commandOfTag(tag).isPresent();
        if (before != null && !foundSince) {
            before.tell(listener);
            return;
        }
        open.computeIfAbsent(tag, _ -> new Attempt(tag, kind, Exposure.NONE))
                .listeners
                .add(listener);
        check();
    }

    /** Sends a command, unless one of this mark was sent before. */
    void send(String tag, Kind kind, Exposure adds, Request request, OutcomeListener listener) {
        if (known(tag)) {
            join(tag, kind, listener);
            return;
        }
        if (open.size() == MAX_OPEN || !sender.ready()) {
            listener.onFailure(Failure.BUSY);
            return;
        }
        Attempt attempt = new Attempt(tag, kind, adds);
        attempt.listeners.add(listener);
        open.put(tag, attempt);
        send(attempt, request);
    }

    private void send(Attempt attempt, Request request) {
        sender.send(request, new Sender.Listener() {
            @Override
            public void onReply(int status, JsonNode data) {
                boolean marked = request.body().has(OrderText.MARK);
                if (status == NOT_FOUND && attempt.kind == Kind.LIQUIDATE && marked) {
                    // Some servers do not find a liquidation that carries a mark. It was not executed, so it goes
                    // again without one: better closed than found.
                    request.body().remove(OrderText.MARK);
                    send(attempt, request);
                } else {
                    replied(attempt, status, data);
                }
            }

            @Override
            public void onLost() {
                lost(attempt);
            }

            @Override
            public void onHeld() {
                end(attempt, Failure.BUSY);
            }
        });
    }

    /** Contracts that commands under way may add on one side and that no view shows yet. */
    long underWay(long accountId, int contractId, int sign) {
        long sum = 0;
        for (Attempt attempt : open.values()) {
            Exposure adds = attempt.adds;
            if (!seen(attempt)
                    && adds.accountId == accountId
                    && adds.contractId == contractId
                    && Integer.signum(adds.signed) == sign) {
                sum += Math.abs(adds.signed);
            }
        }
        return sum;
    }

    private void replied(Attempt attempt, int status, JsonNode data) {
        if (!open.containsKey(attempt.tag)) {
            return;
        }
        if (status == TOO_MANY || data.has("p-ticket")) {
            end(attempt, Failure.BUSY); // documented: the call was not executed
        } else if (status == TIMEOUT || status >= FAULT) {
            lost(attempt);
        } else if (status != OK) {
            LOG.warn("event=remote_refused status={} reason=\"{}\"", status, OrderText.why(data));
            end(attempt, Outcome.rejected(status < NOT_FOUND ? Rejection.UNKNOWN_ACCOUNT : Rejection.INVALID_COMMAND));
        } else if (Vocabulary.rejection(data.path("failureReason").asText()) != Rejection.NONE) {
            LOG.info("event=remote_refused reason=\"{}\"", OrderText.why(data));
            end(
                    attempt,
                    Outcome.rejected(
                            Vocabulary.rejection(data.path("failureReason").asText())));
        } else if (data.has("orderId") || data.has("commandId")) {
            attempt.commandId =
                    data.path(data.has("orderId") ? "orderId" : "commandId").asLong();
            attempt.knownNanos = System.nanoTime();
            for (String leg : new String[] {"oso1Id", "oso2Id"}) {
                if (data.has(leg)) {
                    attempt.legs.add(data.path(leg).asLong());
                }
            }
            check();
        } else if (data.has("errorText") || data.has("violations")) {
            LOG.info("event=remote_refused reason=\"{}\"", OrderText.why(data));
            end(attempt, Outcome.rejected(Rejection.INVALID_COMMAND));
        } else if (attempt.kind == Kind.NEW || attempt.kind == Kind.MODIFY) {
            lost(attempt); // whatever that means, it names no order
        } else {
            end(attempt, Outcome.accepted(0)); // there was nothing to do
        }
    }

    private void lost(Attempt attempt) {
        attempt.lost = true;
        if (sender.ready()) {
            attempt.hopelessNanos = System.nanoTime() + grace.toNanos();
        }
    }

    /** The picture is whole again: from now on what was lost can be found. */
    public void whole() {
        for (Attempt attempt : open.values()) {
            attempt.hopelessNanos = System.nanoTime() + grace.toNanos();
        }
        check();
    }

    /** The connection is gone; nothing can be given up for lost before the next picture. */
    public void gone() {
        open.values().forEach(attempt -> attempt.hopelessNanos = 0);
    }

    /** Ends what can be ended by now. Called after every change of the picture, and as time passes. */
    public void check() {
        for (Attempt attempt : new ArrayList<>(open.values())) {
            if (open.containsKey(attempt.tag)) {
                check(attempt);
            }
        }
    }

    private void check(Attempt attempt) {
        long now = System.nanoTime();
        if (attempt.commandId == 0) {
            picture.commandOfTag(attempt.tag).ifPresent(id -> {
                attempt.commandId = id;
                attempt.knownNanos = now;
                if (attempt.lost) {
                    LOG.info("event=remote_command_found command={}", id);
                }
            });
        }
        if (attempt.commandId != 0) {
            judge(attempt, now - attempt.knownNanos > VERDICT_PATIENCE.toNanos());
            return;
        }
        if (!attempt.lost && now - attempt.sentNanos > REPLY_PATIENCE.toNanos()) {
            lost(attempt);
        }
        boolean hopeless = attempt.lost && attempt.hopelessNanos != 0 && now - attempt.hopelessNanos > 0;
        if (hopeless || now - attempt.sentNanos > GAP_PATIENCE.toNanos()) {
            LOG.warn("event=remote_command_unknown kind={}", attempt.kind);
            end(attempt, Failure.UNKNOWN);
        }
    }

    private void judge(Attempt attempt, boolean late) {
        Picture.Answer answer = picture.answer(attempt.commandId);
        boolean seen = seen(attempt);
        boolean judged = answer.judged() || attempt.kind == Kind.CANCEL;
        if (answer.rejection() != Rejection.NONE && (seen || late)) {
            LOG.info("event=remote_rejected reason=\"{}\"", answer.text());
            end(attempt, new Outcome(answer.rejection(), attempt.commandId, List.of(), 0));
        } else if ((seen && judged) || late) {
            end(attempt, new Outcome(Rejection.NONE, attempt.commandId, attempt.legs, 0));
        }
    }

    /** The views show it. */
    private boolean seen(Attempt attempt) {
        return attempt.commandId != 0
                && switch (attempt.kind) {
                    case NEW, LIQUIDATE -> picture.told(attempt.commandId);
                    case MODIFY, CANCEL -> picture.toldCommand(attempt.commandId);
                };
    }

    /** Nobody will hear more of them: what is under way stays unknown. */
    public void stop() {
        for (Attempt attempt : new ArrayList<>(open.values())) {
            end(attempt, Failure.UNKNOWN);
        }
    }

    private void end(Attempt attempt, Outcome outcome) {
        end(attempt, new Ending(Optional.of(outcome), Failure.UNKNOWN));
    }

    private void end(Attempt attempt, Failure failure) {
        end(attempt, new Ending(Optional.empty(), failure));
    }

    private void end(Attempt attempt, Ending ending) {
        open.remove(attempt.tag);
        if (ending.failure != Failure.BUSY) {
            ended.put(attempt.tag, ending); // what was never done may be asked again
        }
        attempt.listeners.forEach(ending::tell);
    }
}
