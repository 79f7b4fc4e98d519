package org.outcry.desk.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.rpc.DeskRefusal.Subject;
import org.outcry.desk.wire.SymbolRows;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.Arrivals.Arrival;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.LedgerViews.UserView;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way to one reply: who asks, when, with what, and where the answer goes. */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final AtomicLong INCIDENTS = new AtomicLong();
    private static final int OK = 200;
    /** Odd, so that the keys of a call's parts never meet; large, so that they do not meet the next call's. */
    private static final long STEP_OF_KEYS = 0x9E3779B97F4A7C15L;

    private final AtomicBoolean replied = new AtomicBoolean();
    private final DeskRequest request;
    private final DeskLink.Listener listener;
    private final Ledger ledger;
    private final Arrivals arrivals;
    private final LedgerViews views;
    private final Listings listings;
    private final Args args;
    private final Explained explained = new Explained();
    private final long nowNanos;

    Call(DeskRequest request, DeskLink.Listener listener, Ledger ledger, Listings listings, Arrivals arrivals) {
        this.request = request;
        this.listener = listener;
        this.ledger = ledger;
        this.arrivals = arrivals;
        this.views = ledger.views();
        this.listings = listings;
        this.args = new Args(request.args());
        this.nowNanos = ledger.businessNanos();
    }

    Args args() {
        return args;
    }

    LedgerViews views() {
        return views;
    }

    /** Business time at the call's arrival, nanoseconds UTC. */
    long nowNanos() {
        return nowNanos;
    }

    /** The durable key as text, for ids that must come out the same when the call is repeated. */
    String keyText() {
        return String.format("%016x%016x", request.keyHigh(), request.keyLow());
    }

    String user() {
        return request.user();
    }

    /** Accounts of the caller; none for a user this desk does not know. */
    List<AccountView> accounts() {
        return views.user(request.user())
                .map(user -> views.accounts(user.userId()))
                .orElse(List.of());
    }

    /** The account that the arguments name. */
    AccountView account() {
        return account(args.requiredText("account"));
    }

    AccountView account(String name) {
        return views.user(request.user())
                .flatMap(user -> views.account(user.userId(), name))
                .orElseThrow(() -> DeskRefusal.invalidAccount(name).thrown());
    }

    /** The instrument that the arguments name, required. */
    Listing instrument() {
        return instrument(args.text("instrument")
                .orElseThrow(() ->
                        DeskRefusal.invalidRequest("instrument is required.").thrown()));
    }

    Optional<Listing> optionalInstrument() {
        return args.text("instrument").map(this::instrument);
    }

    Listing instrument(String name) {
        return found(name).orElseThrow(() -> DeskRefusal.invalidInstrument(name).thrown());
    }

    /** What a name means now; empty when it means nothing. */
    Optional<Listing> found(String name) {
        boolean explain = explains();
        Optional<Listing> listing = listings.resolve(name, nowNanos);
        if (explain && listing.isPresent()) {
            explained.add(name);
        }
        return listing;
    }

    /** Whether the client wants to know what its instrument names meant; ours, and off unless asked for. */
    boolean explains() {
        return args.flag("explain", false);
    }

    /** The names as the caller wrote them, for refusals. */
    Subject subject() {
        return new Subject(
                args.text("account").orElse(""),
                args.text("orderId").orElse(""),
                args.text("instrument").orElse(""));
    }

    /**
     * Submits a command in the caller's name; refusals are answered here, acceptance by {@code accepted}.
     *
     * @param command makes the command, given the business time whose market it carries
     */
    void submit(LongFunction<Command> command, Accepted accepted) {
        Arrival arrival = arrivals.arrive();
        try {
            submit(command.apply(arrival.timeNanos()), arrival, accepted);
        } catch (RuntimeException failure) {
            arrival.done();
            throw failure;
        }
    }

    private void submit(Command command, Arrival arrival, Accepted accepted) {
        long sender = views.user(request.user()).map(UserView::userId).orElse(0L);
        ledger.submit(new CommandKey(request.keyHigh(), request.keyLow()), sender, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                arrival.done();
                if (outcome.isAccepted()) {
                    guarded(() -> accepted.on(outcome));
                } else {
                    accepted.onRefused(outcome);
                    refuse(DeskRefusal.of(outcome, subject()));
                }
            }

            @Override
            public void onFailure(Failure failure) {
                arrival.done();
                accepted.onFailed(failure);
                fail(failure);
            }
        });
    }

    /**
     * A further operation that this call is made of, in the same caller's name. Its durable key is made of the call's, so that a
     * repeat of the call repeats the part and does not do it twice.
     *
     * @param step 1 for the first, different for each part
     */
    DeskRequest part(int step, String operation, ObjectNode partArgs) {
        boolean keyed = request.keyHigh() != 0 || request.keyLow() != 0;
        long low = keyed ? request.keyLow() + step * STEP_OF_KEYS : 0;
        return new DeskRequest(request.id(), request.user(), operation, partArgs, request.keyHigh(), low);
    }

    void reply(Json json) {
        reply(json.bytes());
    }

    void reply(byte[] json) {
        reply(new DeskReply(OK, json));
    }

    /** The listener hears once; whatever fails after that is only logged. */
    void reply(DeskReply reply) {
        if (replied.compareAndSet(false, true)) {
            listener.onReply(
                    explained.isEmpty()
                            ? reply
                            : new DeskReply(
                                    reply.status(), explained.addTo(reply.body(), new SymbolRows(listings), nowNanos)));
        }
    }

    /** Runs a part of the call; a refusal out of it, or a failure of ours, becomes the reply. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (DeskRefusal.Refused refused) {
            refuse(refused.refusal());
        } catch (RuntimeException failure) {
            // Our own mistake: the client gets a number to quote, the log gets the cause.
            String incident = Long.toHexString(INCIDENTS.incrementAndGet());
            LOG.error("Incident {}: {} failed", incident, request.operation(), failure);
            refuse(DeskRefusal.internalError(incident));
        }
    }

    void refuse(DeskRefusal refusal) {
        reply(refusal.reply());
    }

    /** The ledger gave no outcome. */
    void fail(OutcomeListener.Failure failure) {
        reply(DeskRefusal.reply(failure));
    }

    /** Hears of acceptance, and may clean up after the other endings. */
    @FunctionalInterface
    interface Accepted {
        void on(Outcome outcome);

        default void onRefused(Outcome outcome) {}

        default void onFailed(OutcomeListener.Failure failure) {}
    }
}
