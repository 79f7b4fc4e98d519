package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.state.StateRow;

/** Master data that moves no order. */
class RecordsTest {
    private final Desk desk = new Desk();

    private Command.KeepRecord note(long id, String key, String document, int ifVersion) {
        return new Command.KeepRecord(id, "note", desk.userId, desk.account, key, document, ifVersion);
    }

    @Test
    void aRecordIsCreatedReplacedAndRemoved() {
        long id = desk.accepted(note(0, "k", "{}", 0)).id();
        desk.advance(Desk.SECOND);
        desk.accepted(note(id, "other", "[]", 1));
        KeptRecord changed = new KeptRecord(
                id, "note", desk.userId, desk.account, "other", "[]", 2, desk.now - Desk.SECOND, desk.now);
        assertEquals(changed, desk.last(Event.RecordKept.class).record());
        // The first key is free again.
        desk.accepted(note(0, "k", "{}", 0));
        desk.accepted(new Command.RemoveRecord(id, "note"));
        assertEquals(changed, desk.last(Event.RecordRemoved.class).record());
        assertEquals(Rejection.UNKNOWN_RECORD, desk.apply(note(id, "", "", 0)).rejection());
    }

    @Test
    void aKeyBelongsToOneRecordOfItsKind() {
        long id = desk.accepted(note(0, "k", "{}", 0)).id();
        Outcome second = desk.apply(note(0, "k", "{}", 0));
        assertEquals(Rejection.DUPLICATE_NAME, second.rejection());
        assertEquals(id, second.id());
        desk.accepted(new Command.KeepRecord(0, "letter", 0, 0, "k", "", 0));
    }

    @Test
    void whatCannotBeKeptIsRefused() {
        String long16k = "x".repeat(KeptRecord.MAX_DOCUMENT_BYTES);
        desk.accepted(note(0, "", long16k, 0));
        refused(Rejection.INVALID_COMMAND, note(0, "", long16k + "x", 0));
        refused(Rejection.INVALID_COMMAND, note(0, "", "é".repeat(KeptRecord.MAX_DOCUMENT_BYTES / 2 + 1), 0));
        refused(Rejection.INVALID_COMMAND, new Command.KeepRecord(0, " ", 0, 0, "", "", 0));
        refused(Rejection.UNKNOWN_USER, new Command.KeepRecord(0, "note", 5, 0, "", "", 0));
        refused(Rejection.UNKNOWN_ACCOUNT, new Command.KeepRecord(0, "note", 0, 5, "", "", 0));
        long id = desk.accepted(note(0, "", "", 0)).id();
        refused(Rejection.RECORD_CHANGED, note(id, "", "", 2));
        refused(Rejection.UNKNOWN_RECORD, new Command.KeepRecord(id, "letter", 0, 0, "", "", 0));
        refused(Rejection.UNKNOWN_RECORD, new Command.RemoveRecord(id, "letter"));
    }

    @Test
    void oneOwnerHasSoManyAtMost() {
        for (int i = 0; i < KeptRecord.MAX_PER_OWNER; i++) {
            desk.accepted(note(0, "", "", 0));
        }
        refused(Rejection.TOO_MANY_RECORDS, note(0, "", "", 0));
        desk.accepted(new Command.KeepRecord(0, "note", 0, 0, "", "", 0));
        desk.accepted(new Command.RemoveRecord(
                desk.all(Event.RecordKept.class).getFirst().record().id(), "note"));
        desk.accepted(note(0, "", "", 0));
    }

    @Test
    void aRestoredEngineKeepsThem() {
        desk.accepted(note(0, "k", "{}", 0));
        List<StateRow> rows = new ArrayList<>();
        desk.engine.writeState(rows::add);
        Engine restored = new Engine();
        rows.forEach(restored::readState);
        assertEquals(desk.engine.stateHash(), restored.stateHash());
        Outcome again = restored.apply(
                new org.outcry.engine.command.Submission(desk.now, 0, 0, 0, note(0, "k", "{}", 0)), _ -> {});
        assertEquals(Rejection.DUPLICATE_NAME, again.rejection());
    }

    private void refused(Rejection expected, Command command) {
        long before = desk.events.size();
        assertEquals(expected, desk.apply(command).rejection());
        assertEquals(before, desk.events.size());
    }
}
