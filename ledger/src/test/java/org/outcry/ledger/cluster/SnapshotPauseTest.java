package org.outcry.ledger.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.trading.TradingStream;

@Timeout(180)
class SnapshotPauseTest {
    @TempDir
    Path dir;

    /** The target on a quiet machine is 50 ms; the bound here only catches a change of kind, on a machine that does other things too. */
    @Test
    void aSnapshotOfTenThousandAccountsPausesTheWriterBriefly() {
        LedgerSettings settings = LedgerSettings.of(dir);
        try (TestLedger ledger = new TestLedger(settings)) {
            new TradingStream(1).define(ledger::ask, 1);
            long user = ledger.ledger.views().user("trader").orElseThrow().userId();
            for (int i = 0; i < 9_999; i++) {
                Command open = new Command.OpenAccount("Load" + i, user, 100_000_000_000L, AccountSettings.IMMEDIATE);
                ledger.ledger.submit(CommandKey.NONE, 0, open, org.outcry.ledger.api.OutcomeListener.IGNORE);
                if (i % 4_000 == 0) {
                    ledger.ask(new CommandKey(i + 1L, 77), new Command.AdvanceTime());
                }
            }
            ledger.ask(new CommandKey(-1, 77), new Command.AdvanceTime());
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                ledger.ledger.snapshot();
                System.out.println("pause " + ledger.ledger.snapshotPauseNanos() / 1_000 + " us");
                best = Math.min(best, ledger.ledger.snapshotPauseNanos());
            }
            assertTrue(best < 2_000_000_000L, "pause " + best / 1_000 + " us");
        }
    }
}
