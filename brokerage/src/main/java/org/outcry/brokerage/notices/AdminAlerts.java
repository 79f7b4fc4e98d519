package org.outcry.brokerage.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
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
import org.outcry.ledger.api.OutcomeListener;

/** What administrators are told: limits that accounts reached. A key for each makes sure that none is told twice. */
public final class AdminAlerts implements Feature, EventProjector {
    private static final String KIND = "adminAlertSignal";

    private final Office office;

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

    /** Events that administrators are told of whether or not somebody looks. */
    public static boolean concerns(Event event) {
        return event instanceof Event.RiskBreached;
    }

    @Override
    public void on(long timeNanos, Event event) {
        tell((Event.RiskBreached) event);
    }

    private void tell(Event.RiskBreached breached) {
        long holder = office.access()
                .account(breached.accountId())
                .map(account -> account.opened.userId())
                .orElse(0L);
        long administrator = office.access().administrator();
        ObjectNode values = Documents.object()
                .put("timestamp", Times.timestamp(breached.timeNanos()))
                .put("adminAlertId", ReferenceRecords.id("adminAlert", alert(breached.level())))
                .put("relatedToAccountId", breached.accountId())
                .put("relatedToUserId", holder)
                .put("text", breached.rule() + " reached: " + breached.level())
                .put("emailSent", false)
                .put("subjectId", breached.accountId());
        String key = "account:" + breached.accountId() + ":" + breached.rule() + ":" + breached.level() + ":"
                + breached.timeNanos();
        office.ledger()
                .submit(
                        CommandKey.NONE,
                        0,
                        new Command.KeepRecord(
                                0, KIND, administrator, breached.accountId(), key, Documents.of(KIND, values), 0),
                        OutcomeListener.IGNORE);
    }

    private static String alert(RiskLevel level) {
        return switch (level) {
            case ALERT -> "RiskAlert";
            case LIQUIDATE_ONLY -> "LiquidateOnly";
            case LIQUIDATE -> "AutoLiquidation";
        };
    }
}
