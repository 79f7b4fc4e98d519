package org.outcry.brokerage.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.outcry.brokerage.book.EventProjector;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.Times;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;

/**
 * What administrators are told: limits that accounts reached. A key for each makes sure that none is told twice. The newest {@value #KEPT}
 * signals are kept.
 */
public final class AdminAlerts implements Feature, EventProjector {
    private static final String KIND = "adminAlertSignal";

    /** Far fewer than the records an owner may have, so that an administrator's others always have room. */
    static final int KEPT = 1_000;

    private final Office office;
    private Ledger.Subscription subscription = () -> {};
    /** What history tells while the book reads it; the book's thread, as the next one. */
    private final List<Event.RiskBreached> read = new ArrayList<>();

    private boolean reading;

    public AdminAlerts(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("adminAlertSignal/takealertsignalownership", (call, answer) -> {
            Request request = new Request(office, call, answer);
            change(
                    request,
                    values -> values.put("ownedByAdminId", request.caller()).put("claimedAt", request.now()));
        });
        operations.add("adminAlertSignal/completealertsignal", (call, answer) -> {
            Request request = new Request(office, call, answer);
            change(request, values -> values.put("completed", request.now()));
        });
    }

    @FunctionalInterface
    private interface Change {
        void to(ObjectNode values);
    }

    private static void change(Request request, Change change) {
        Optional<KeptRecord> known = request.views()
                .record(request.whole("adminAlertSignalId"))
                .filter(record -> record.kind().equals(KIND));
        if (!request.isAdministrator()) {
            request.denied();
        } else if (known.isEmpty()) {
            request.error("Alert signal is not found");
        } else {
            ObjectNode values = Documents.read(known.get());
            change.to(values);
            request.replace(
                    known.get(), values, () -> request.answer(KIND, known.get().id()));
        }
    }

    /** Tells of every limit from now on, as the ledger comes to it: no other thread has a say in when. Before the book begins. */
    public void watch() {
        subscription = office.ledger().follow((logPosition, timeNanos, event) -> {
            if (event instanceof Event.RiskBreached breached) {
                tell(breached);
            }
        });
    }

    @Override
    public void close() {
        subscription.close();
    }

    @Override
    public void reset() {
        reading = true;
        read.clear();
    }

    @Override
    public void on(long timeNanos, Event event) {
        if (reading && event instanceof Event.RiskBreached breached) {
            read.add(breached);
        }
    }

    /** What history knows and no signal tells of happened right before the process ended, or while the ledger was too busy: it is told now. */
    @Override
    public void begin(LedgerViews views) {
        reading = false;
        List<KeptRecord> known = views.records(KIND);
        Set<String> keys = new HashSet<>();
        known.forEach(record -> keys.add(record.uniqueKey()));
        long since = known.size() < KEPT ? Long.MIN_VALUE : known.getFirst().createdNanos();
        for (Event.RiskBreached breached : read) {
            if (breached.timeNanos() > since && !keys.contains(key(breached))) {
                tell(breached);
            }
        }
        read.clear();
    }

    private static String key(Event.RiskBreached breached) {
        return "account:" + breached.accountId() + ":" + breached.rule() + ":" + breached.level() + ":"
                + breached.timeNanos();
    }

    private void tell(Event.RiskBreached breached) {
        LedgerViews views = office.ledger().views();
        long holder =
                views.account(breached.accountId()).map(AccountView::userId).orElse(0L);
        long administrator = views.users().getFirst().userId();
        ObjectNode values = Documents.object()
                .put("timestamp", Times.timestamp(breached.timeNanos()))
                .put("adminAlertId", ReferenceRecords.id("adminAlert", alert(breached.level())))
                .put("relatedToAccountId", breached.accountId())
                .put("relatedToUserId", holder)
                .put("text", breached.rule() + " reached: " + breached.level())
                .put("emailSent", false)
                .put("subjectId", breached.accountId());
        List<KeptRecord> known = views.records(KIND, administrator);
        for (int i = 0; i <= known.size() - KEPT; i++) {
            submit(new Command.RemoveRecord(known.get(i).id(), KIND));
        }
        submit(new Command.KeepRecord(
                0, KIND, administrator, breached.accountId(), key(breached), Documents.of(KIND, values), 0));
    }

    private void submit(Command command) {
        office.ledger().submit(CommandKey.NONE, 0, command, OutcomeListener.IGNORE);
    }

    private static String alert(RiskLevel level) {
        return switch (level) {
            case ALERT -> "RiskAlert";
            case LIQUIDATE_ONLY -> "LiquidateOnly";
            case LIQUIDATE -> "AutoLiquidation";
        };
    }
}
