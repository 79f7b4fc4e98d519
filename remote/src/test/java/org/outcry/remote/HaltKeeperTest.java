package org.outcry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.outcry.engine.event.Event;
import org.outcry.remote.HaltKeeper.Place;

/** When a standing halt is carried out again, on a clock that the test turns. */
class HaltKeeperTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int CLOSED_MARKET = 1;
    private static final int OPEN_MARKET = 2;

    private final Set<Place> open = new HashSet<>();
    private final List<Long> tries = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private boolean ready = true;
    private Runnable meanwhile = () -> {};

    private record Task(long atNanos, Runnable work) {}

    private final HaltKeeper keeper = new HaltKeeper(new HaltKeeper.Accounts() {
        @Override
        public boolean halted() {
            return true;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Set<Place> open() {
            return Set.copyOf(open);
        }

        @Override
        public void flatten(Runnable ended) {
            tries.add(now / SECOND);
            open.removeIf(place -> place.contractId() == OPEN_MARKET);
            meanwhile.run();
            ended.run();
        }

        @Override
        public void later(Runnable then, long delayNanos) {
            tasks.add(new Task(now + delayNanos, then));
        }

        @Override
        public long nanos() {
            return now;
        }
    });

    private void until(long second) {
        while (true) {
            tasks.sort(Comparator.comparingLong(Task::atNanos));
            if (tasks.isEmpty() || tasks.getFirst().atNanos > second * SECOND) {
                now = second * SECOND;
                return;
            }
            Task next = tasks.removeFirst();
            now = next.atNanos;
            next.work.run();
        }
    }

    private void opens(int contract) {
        open.add(new Place(7, contract));
        keeper.on(moved(contract));
    }

    private static Event moved(int contract) {
        return new Event.PositionChanged(70 + contract, 7, contract, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void whatCannotBeClosedIsTriedAgainAfterGrowingPauses() {
        opens(CLOSED_MARKET);
        until(200);
        assertEquals(List.of(0L, 2L, 6L, 14L, 30L, 62L, 122L, 182L), tries);
    }

    @Test
    void itsOwnEventsDoNotShortenThePauses() {
        opens(CLOSED_MARKET);
        until(7);
        keeper.on(moved(CLOSED_MARKET));
        until(13);
        assertEquals(List.of(0L, 2L, 6L), tries);
    }

    /** A position in a market that is open does not wait for one whose market is closed. */
    @Test
    void whatIsOpenedElsewhereIsClosedAtOnce() {
        opens(CLOSED_MARKET);
        until(70);
        int before = tries.size();
        opens(OPEN_MARKET);
        until(71);
        assertEquals(before + 1, tries.size(), tries::toString);
        assertEquals(70L, tries.getLast());
    }

    @Test
    void whatIsOpenedDuringATryIsClosedAtOnce() {
        opens(CLOSED_MARKET);
        until(70);
        int before = tries.size();
        meanwhile = () -> {
            meanwhile = () -> {};
            opens(OPEN_MARKET);
        };
        until(124);
        assertEquals(before + 2, tries.size(), tries::toString);
        assertEquals(tries.getLast(), tries.get(before));
    }

    @Test
    void aConnectionThatIsBackIsLookedAtAtOnce() {
        opens(CLOSED_MARKET);
        until(70);
        int before = tries.size();
        ready = false;
        until(75);
        ready = true;
        keeper.look();
        until(76);
        assertEquals(before + 1, tries.size(), tries::toString);
    }

    @Test
    void nothingIsDoneWhereNothingIsOpen() {
        keeper.look();
        until(300);
        assertEquals(List.of(), tries);
    }
}
