package org.outcry.brokerage.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Reasons;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.record.KeptRecord;

/** Price alerts of users. An alert fires when its condition begins to hold, until its limit is reached; {@link AlertWatch} looks. */
public final class Alerts implements Feature {
    static final String KIND = "alert";
    static final String SIGNAL = "alertSignal";
    private static final int MOST = 100;

    private final Office office;

    public Alerts(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("alert/createalert", (call, answer) -> create(new Request(office, call, answer)));
        operations.add("alert/modifyalert", (call, answer) -> modify(new Request(office, call, answer)));
        operations.add("alert/deletealert", (call, answer) -> delete(new Request(office, call, answer)));
        operations.add("alert/dismissalert", (call, answer) -> status(new Request(office, call, answer), "Inactive"));
        operations.add("alert/resetalert", (call, answer) -> status(new Request(office, call, answer), "Active"));
        operations.add("alert/markreadalertsignal", (call, answer) -> markRead(new Request(office, call, answer)));
    }

    private Optional<Expression> expression(Request request) {
        return Expression.read(request.text("expression"), name -> contract(office, name));
    }

    /** By this wire's name, or by a root for its front month. */
    static Optional<Listing> contract(Office office, String name) {
        return office.listings()
                .catalogue()
                .resolve(name, office.clock().getAsLong())
                .map(resolution -> office.listings().listing(resolution.contract()));
    }

    private ObjectNode values(Request request, ObjectNode before) {
        before.put("userId", request.caller())
                .put("expression", request.text("expression"))
                .put("triggeredCounter", 0)
                .put("triggerLimits", request.has("triggerLimits") ? request.whole("triggerLimits") : 1);
        before.remove("failure");
        if (request.has("validUntil")) {
            before.put("validUntil", request.text("validUntil"));
        }
        if (request.has("message")) {
            before.put("message", request.text("message"));
        }
        return before.put("status", active(before));
    }

    /** What an alert is that begins to be looked at now, by its last moment. */
    private String active(ObjectNode values) {
        return isOver(values, office.clock().getAsLong()) ? "Expired" : "Active";
    }

    static boolean isOver(ObjectNode values, long now) {
        return values.hasNonNull("validUntil") && Documents.nanos(values.path("validUntil")) < now;
    }

    private void create(Request request) {
        if (expression(request).isEmpty()) {
            request.error("Expression is invalid");
        } else if (request.views().records(KIND, request.caller()).size() >= MOST) {
            request.error("Only " + MOST + " alerts are allowed");
        } else {
            ObjectNode values = values(request, Documents.object().put("timestamp", request.now()));
            request.create(KIND, request.caller(), 0, "", values, id -> request.answer(KIND, id));
        }
    }

    private Optional<KeptRecord> own(Request request) {
        return request.views()
                .record(request.whole("alertId"))
                .filter(record -> record.kind().equals(KIND) && record.userId() == request.caller());
    }

    private void modify(Request request) {
        Optional<KeptRecord> known = own(request);
        if (known.isEmpty() || expression(request).isEmpty()) {
            request.error(known.isEmpty() ? "Alert is not found" : "Expression is invalid");
            return;
        }
        request.replace(
                known.get(),
                values(request, Documents.read(known.get())),
                () -> request.answer(KIND, known.get().id()));
    }

    private void status(Request request, String status) {
        Optional<KeptRecord> known = own(request);
        if (known.isEmpty()) {
            request.error("Alert is not found");
            return;
        }
        ObjectNode values = Documents.read(known.get());
        if (status.equals("Active")) {
            values.put("status", active(values)).put("triggeredCounter", 0);
        } else {
            values.put("status", status);
        }
        request.replace(
                known.get(), values, () -> request.answer(KIND, known.get().id()));
    }

    /** Its signals go with it. */
    private void delete(Request request) {
        Optional<KeptRecord> known = own(request);
        if (known.isEmpty()) {
            request.error("Alert is not found");
            return;
        }
        byte[] row = request.json(known.get().id());
        request.together(
                all -> {
                    signals(request, known.get().id()).forEach(signal -> all.remove(signal, () -> {}));
                    all.remove(known.get(), () -> {});
                },
                outcome -> request.answer(KIND, row),
                outcome -> {
                    if (outcome.rejection() == Rejection.UNKNOWN_RECORD) {
                        // One of them has just gone by itself.
                        delete(request);
                    } else {
                        request.error(Reasons.text(outcome.rejection()));
                    }
                });
    }

    private static List<KeptRecord> signals(Request request, long alertId) {
        return request.views().records(SIGNAL, request.caller()).stream()
                .filter(record -> Documents.read(record).path("alertId").asLong() == alertId)
                .toList();
    }

    private void markRead(Request request) {
        Optional<KeptRecord> known = own(request);
        Optional<KeptRecord> signal = known.flatMap(alert -> signals(request, alert.id()).stream()
                .filter(record -> record.id() == request.whole("alertSignalId"))
                .findFirst());
        if (signal.isEmpty()) {
            request.error("Alert signal is not found");
            return;
        }
        ObjectNode values = Documents.read(signal.get()).put("isRead", true);
        request.replace(
                signal.get(), values, () -> request.answer(KIND, known.get().id()));
    }
}
