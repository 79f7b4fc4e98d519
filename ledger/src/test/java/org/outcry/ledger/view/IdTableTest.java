package org.outcry.ledger.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdTableTest {
    @Test
    void holdsWhatAMapHolds() {
        IdTable<Long> table = new IdTable<>();
        Map<Long, Long> expected = new HashMap<>();
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            long id = 1L + random.nextInt(5_000);
            if (random.nextInt(5) < 2) {
                assertEquals(expected.remove(id), table.remove(id));
            } else {
                expected.put(id, (long) i);
                table.put(id, (long) i);
            }
            long other = 1L + random.nextInt(5_000);
            assertEquals(expected.get(other), table.get(other));
        }
        for (long id = 1; id <= 5_000; id++) {
            assertEquals(expected.get(id), table.get(id));
        }
        assertNull(table.get(0));
        assertNull(table.get(-7));
    }

    /** A reader meets the value of the id it asked for or nothing, and nothing only while it is not there. */
    @Test
    void aReaderNeverMeetsTheValueOfAnotherId() throws InterruptedException {
        IdTable<Long> table = new IdTable<>();
        for (long id = 1; id <= 64; id++) {
            table.put(id, id);
        }
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            Random random = new Random(12);
            while (!Thread.currentThread().isInterrupted() && wrong.get().isEmpty()) {
                long id = 1L + random.nextInt(100_000);
                Long value = table.get(id);
                if (value == null ? id <= 64 : value != id) {
                    wrong.set("id " + id + " gave " + value);
                }
            }
        });
        for (int round = 0; round < 20; round++) {
            for (long id = 65; id <= 20_000; id++) {
                table.put(round * 4_000L + id, round * 4_000L + id);
            }
            for (long id = 65; id <= 16_000; id++) {
                table.remove(round * 4_000L + id);
            }
        }
        reader.interrupt();
        reader.join();
        assertEquals("", wrong.get());
    }
}
