package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Caller;
import org.outcry.gateway.access.Desks;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.link.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs operations on the caller's desk: the one path of REST and WebSocket. Answers exactly once, on this object's event loop, also
 * when the desk is away, silent, lost or full. A request is sent once and never again. One object for each event loop; call it on
 * that loop.
 */
final class OperationCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OperationCalls.class);
    private static final long SNAPSHOT_NANOS = 1_000_000_000L;
    private static final String SNAPSHOT = "GetAccountsSnapshot";

    private final Desks desks;
    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final Shared shared;
    private final RandomGenerator keys;
    /** Open calls in the order of their deadlines, one queue for each waiting time; finished ones leave from the head. */
    private final Map<Long, ArrayDeque<Call>> waiting = new ConcurrentHashMap<>();
    /** Replied to on another thread; no more than there are open calls. */
    private final ConcurrentLinkedQueue<Call> replied = new ConcurrentLinkedQueue<>();
    /** The loop has been told that there are some: once for as many as come until it looks. */
    private final AtomicBoolean told = new AtomicBoolean();
    /** What to do after the answers of one look. */
    private final ArrayDeque<Runnable> afterAnswers = new ArrayDeque<>();

    private boolean answering;

    OperationCalls(Desks desks, EventLoop loop, LongSupplier nanoTime, Shared shared) {
        this.desks = desks;
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.shared = shared;
        this.keys = RandomGeneratorFactory.of("L128X256MixRandom").create(new SecureRandom().generateSeed(48));
        loop.scheduleAtFixedRate(this::expire, 50, 50, TimeUnit.MILLISECONDS);
    }

    /** What all event loops of one gateway share. */
    static final class Shared {
        private final AtomicLong requestIds = new AtomicLong();
        private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();
        private final Watermarks watermarks = new Watermarks();
        private final AtomicInteger open = new AtomicInteger();
        private final long replyMillis;

        Shared(long replyMillis) {
            this.replyMillis = replyMillis;
        }

        /** How long a desk may take for an operation, in milliseconds. */
        long patience(Operation operation) {
            return operation.timeoutMillis() * replyMillis / Operations.TIMEOUT_MILLIS;
        }

        /** Calls that have not been answered yet. */
        int open() {
            return open.get();
        }
    }

    /** Hears the answer, once, on the event loop. */
    interface Answer {
        void onAnswer(DeskReply reply);

        /** Hears instead that the user has had too many bytes; the refusal is the answer. */
        default void onEgressLimited(long waitNanos, DeskReply refusal) {
            onAnswer(refusal);
        }

        /** Hears instead the answer given before to the same request under the same idempotency key. */
        default void onReplayed(DeskReply reply) {
            onAnswer(reply);
        }
    }

    /** Runs one operation. Arguments must have passed {@link Arguments#check}; they are given away. */
    void call(Caller caller, Operation operation, ObjectNode args, Answer answer) {
        boolean trade = operation.access() == Operation.Access.TRADE;
        long keyHigh = trade ? keys.nextLong() : 0;
        // Both halves zero would mean "no key"; the lowest bit set costs nothing and rules it out.
        long keyLow = trade ? keys.nextLong() | 1 : 0;
        call(caller, operation, args, keyHigh, keyLow, answer);
    }

    /** Runs one operation under a durable key of the caller's making; both halves 0 for reads. */
    void call(Caller caller, Operation operation, ObjectNode args, long keyHigh, long keyLow, Answer answer) {
        if (operation.size() == Operation.Size.BULK) {
            long wait = caller.egress().waitNanos();
            if (wait > 0) {
                answer.onEgressLimited(wait, new DeskReply(429, BudgetHeaders.egressRefusal(wait)));
                return;
            }
        }
        Optional<AttachedDesk> found = desks.of(caller.user());
        String marks = Watermarks.key(caller.user(), operation, args);
        if (found.isEmpty() && !marks.isEmpty()) {
            answer.onAnswer(shared.watermarks.answer(marks, args.path("account").asText()));
            return;
        }
        if (found.isEmpty()) {
            answer.onAnswer(Refusal.reply(
                    408, Refusal.ADDON_NOT_CONNECTED, "addon_not_connected: no desk of this user is connected"));
            return;
        }
        AttachedDesk desk = found.get();
        if (!desk.knows(operation)) {
            answer.onAnswer(Refusal.reply(
                    400,
                    Refusal.UNKNOWN_API_COMMAND,
                    "the desk's version " + desk.link().hello().version() + " is too old for " + operation.name()));
            return;
        }
        boolean cached = operation.name().equals(SNAPSHOT);
        if (cached) {
            Snapshot kept = shared.snapshots.get(caller.user());
            if (kept != null && kept.desk == desk && nanoTime.getAsLong() - kept.since < SNAPSHOT_NANOS) {
                answer.onAnswer(kept.reply);
                return;
            }
        }
        if (!desk.take()) {
            answer.onAnswer(Refusal.busy("the desk has too many open requests"));
            return;
        }
        shared.open.incrementAndGet();
        Call call = new Call(caller, operation, desk, answer, cached, marks);
        try {
            desk.link()
                    .request(
                            new DeskRequest(
                                    shared.requestIds.incrementAndGet(),
                                    caller.user(),
                                    operation.name(),
                                    args,
                                    keyHigh,
                                    keyLow),
                            call);
        } catch (RuntimeException e) {
            call.fail(e);
        }
        if (!call.isDone()) {
            waiting.computeIfAbsent(shared.patience(operation), any -> new ArrayDeque<>())
                    .add(call);
        }
    }

    /** Nanoseconds of the clock that calls are timed with. */
    long now() {
        return nanoTime.getAsLong();
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Runs something after the answers that are being given now, so that a socket with several of them is flushed once; at once when
     * none are. On the loop.
     */
    void afterAnswers(Runnable task) {
        if (answering) {
            afterAnswers.add(task);
        } else {
            task.run();
        }
    }

    private void answerReplied() {
        told.set(false);
        answering = true;
        try {
            for (Call call = replied.poll(); call != null; call = replied.poll()) {
                call.run();
            }
        } finally {
            answering = false;
            for (Runnable task = afterAnswers.poll(); task != null; task = afterAnswers.poll()) {
                task.run();
            }
            if (!replied.isEmpty() && told.compareAndSet(false, true)) {
                // An answer that failed left others behind it.
                loop.execute(this::answerReplied);
            }
        }
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        for (ArrayDeque<Call> queue : waiting.values()) {
            for (Call head = queue.peek();
                    head != null && (head.isDone() || head.deadline - now <= 0);
                    head = queue.peek()) {
                queue.remove();
                head.timeOut();
            }
        }
    }

    private record Snapshot(AttachedDesk desk, DeskReply reply, long since) {}

    /** One request under way. */
    private final class Call extends AtomicInteger implements DeskLink.Listener, Runnable {
        private static final long serialVersionUID = 1L;

        private final transient Caller caller;
        private final transient Operation operation;
        private final transient AttachedDesk desk;
        private final transient Answer answer;
        private final boolean cached;
        private final String marks;
        private final long deadline;
        private transient volatile DeskReply reply;

        Call(Caller caller, Operation operation, AttachedDesk desk, Answer answer, boolean cached, String marks) {
            this.marks = marks;
            this.caller = caller;
            this.operation = operation;
            this.desk = desk;
            this.answer = answer;
            this.cached = cached;
            this.deadline = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(shared.patience(operation));
        }

        boolean isDone() {
            return get() != 0;
        }

        @Override
        public void onReply(DeskReply given) {
            finish(given, true);
        }

        @Override
        public void onLost() {
            finish(
                    Refusal.reply(
                            408,
                            Refusal.ADDON_NOT_CONNECTED,
                            operation.access() == Operation.Access.TRADE
                                    ? "addon_lost: the desk was lost while the request was under way; its outcome is unknown,"
                                            + " it was not sent again: look the order up by orderId before sending anything"
                                    : "addon_lost: the desk was lost while the request was under way; nothing was changed"),
                    false);
        }

        void timeOut() {
            if (isDone()) {
                return;
            }
            finish(
                    Refusal.reply(
                            408,
                            Refusal.ADDON_TIMEOUT,
                            "addon_timeout: no answer within " + shared.patience(operation) + " ms; "
                                    + (operation.access() == Operation.Access.TRADE
                                            ? "the outcome is unknown: look the order up by orderId before sending anything"
                                            : "nothing was changed")),
                    false);
        }

        void fail(RuntimeException failure) {
            String incident = UUID.randomUUID().toString();
            LOG.atError()
                    .addKeyValue("incident", incident)
                    .addKeyValue("operation", operation.name())
                    .setCause(failure)
                    .log("A desk failed on a request");
            finish(Refusal.reply(500, "internal_error", "incident " + incident), false);
        }

        private void finish(DeskReply given, boolean complete) {
            if (!compareAndSet(0, 1)) {
                return;
            }
            desk.release();
            shared.open.decrementAndGet();
            if (operation.size() == Operation.Size.BULK) {
                caller.egress().spend(given.body().length);
            }
            reply = given;
            if (complete && !marks.isEmpty()) {
                shared.watermarks.keep(marks, given);
            }
            if (complete && cached && given.status() == 200) {
                shared.snapshots.put(caller.user(), new Snapshot(desk, given, nanoTime.getAsLong()));
            }
            if (loop.inEventLoop()) {
                run();
            } else {
                replied.add(this);
                if (told.compareAndSet(false, true)) {
                    loop.execute(OperationCalls.this::answerReplied);
                }
            }
        }

        @Override
        public void run() {
            answer.onAnswer(reply);
        }
    }
}
