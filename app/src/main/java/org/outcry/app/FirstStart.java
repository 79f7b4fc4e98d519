package org.outcry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a first start makes of a fresh directory, until it has succeeded. The market's choice and the ledger are written before the
 * desk can be asked anything, since the ledger's calendar follows from the choice; when the start then fails (a port in use), both
 * are taken away again, so that the next try may choose another market. A directory that held either before is never touched.
 */
final class FirstStart {
    private final DataDirectory data;
    private final boolean fresh;
    private final AtomicBoolean revocable = new AtomicBoolean();

    private FirstStart(DataDirectory data, boolean fresh) {
        this.data = data;
        this.fresh = fresh;
    }

    /** Call it before anything is written; nothing is taken back until {@link #choiceMade}. */
    static FirstStart of(DataDirectory data) {
        return new FirstStart(data, !Files.exists(data.ledger()));
    }

    /** This process, and no other that starts beside it, made the market's choice: what follows is its own. */
    void choiceMade() {
        revocable.set(fresh);
    }

    void succeeded() {
        revocable.set(false);
    }

    /** Takes away what this start wrote, unless it succeeded or was not the first. The ledger must be closed. */
    void undo() {
        if (!revocable.getAndSet(false)) {
            return;
        }
        try {
            Files.deleteIfExists(data.market());
            if (Files.exists(data.ledger())) {
                DataDirectory.delete(data.ledger());
            }
        } catch (IOException e) {
            throw new UserFacingException(
                    "cannot take back a start that failed: remove " + data.market() + " and " + data.ledger(), e);
        }
    }
}
