package org.outcry.market.procedural;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sizes of trades, arranged so that the volume up to any trade is known at once: every block of 256 consecutive trades
 * carries exactly the same number of contracts, and comes from a library of 512 blocks with running sums. Sizes are mostly
 * one lot, with a long tail and a liking for round numbers. The library holds no secret: which block comes when does.
 * Immutable; any thread.
 */
final class SizeBlocks {
    static final int TRADES = 256;
    private static final int TRADES_SHIFT = 8;
    private static final int BLOCKS = 512;
    /** Sizes people like, and how many of 10,000 trades have them beyond their share of the tail. */
    private static final int[][] ROUND = {{5, 120}, {10, 70}, {20, 30}, {25, 15}, {50, 6}, {100, 3}};

    private static final Map<Integer, SizeBlocks> BY_MEAN = new TreeMap<>();

    static {
        for (int meanTimesTwo : new int[] {3, 4, 8, 12, 32}) {
            BY_MEAN.put(meanTimesTwo, new SizeBlocks(meanTimesTwo));
        }
    }

    private final long lots;
    /** Lots of the first i trades of block b at {@code b * 257 + i}. */
    private final int[] sums = new int[BLOCKS * (TRADES + 1)];

    private SizeBlocks(int meanTimesTwo) {
        lots = (long) TRADES * meanTimesTwo / 2;
        long key = Mix.key(Stream.GENERATOR_VERSION, Stream.SIZES, meanTimesTwo);
        int[] sizes = new int[TRADES];
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < TRADES; i++) {
                sizes[i] = draw(Mix.at(key, (long) block * TRADES + i), meanTimesTwo);
            }
            fit(sizes, Mix.at(key, -block - 1L));
            int sum = 0;
            for (int i = 0; i < TRADES; i++) {
                sum += sizes[i];
                sums[block * (TRADES + 1) + i + 1] = sum;
            }
        }
    }

    /** Twice the mean size that suits a product with this many contracts at the touch. */
    static int meanFor(int touch) {
        return touch <= 3 ? 3 : touch <= 10 ? 4 : touch <= 60 ? 8 : touch <= 300 ? 12 : 32;
    }

    static SizeBlocks ofMean(int meanTimesTwo) {
        return BY_MEAN.get(meanTimesTwo);
    }

    private static int draw(long word, int meanTimesTwo) {
        int share = (int) (((word & 0xFFFF) * 10_000) >>> 16);
        int ones = meanTimesTwo <= 4 ? 7000 : meanTimesTwo <= 8 ? 5300 : 4500;
        if (share < ones) {
            return 1;
        }
        if (share < ones + 1500) {
            return 2;
        }
        int left = share - ones - 1500;
        for (int[] round : ROUND) {
            if (left < round[1]) {
                return meanTimesTwo <= 4 ? Math.min(round[0], 10) : round[0];
            }
            left -= round[1];
        }
        // A tail with exponent 4/3: u^-0.75 made of square roots.
        double half = Math.sqrt((((word >>> 24) & 0xFFFFFF) + 1) * 0x1.0p-24);
        return (int) Math.min(meanTimesTwo * 60.0, 2 + 1 / (half * Math.sqrt(half)));
    }

    /** Brings the sum to the block's lots: trims the largest, or tops up trades here and there. */
    private void fit(int[] sizes, long word) {
        long sum = 0;
        for (int size : sizes) {
            sum += size;
        }
        while (sum > lots) {
            int largest = 0;
            for (int i = 1; i < TRADES; i++) {
                if (sizes[i] > sizes[largest]) {
                    largest = i;
                }
            }
            int cut = (int) Math.min(sum - lots, Math.max(1, sizes[largest] / 3));
            sizes[largest] -= cut;
            sum -= cut;
        }
        long at = word;
        while (sum < lots) {
            at = Mix.mix(at + 1);
            int i = (int) (at & (TRADES - 1));
            // Most of what is missing goes to trades that are large already.
            int more = sizes[i] == 1 && ((at >>> 8) & 7) != 0 ? 0 : (int) Math.min(lots - sum, 1 + (sizes[i] >> 1));
            sizes[i] += more;
            sum += more;
        }
    }

    /** Contracts traded by the first {@code trades} trades of a contract. */
    long volume(long key, long trades) {
        return lots * (trades >> TRADES_SHIFT) + sums[at(key, trades >> TRADES_SHIFT) + (int) (trades & (TRADES - 1))];
    }

    /** Contracts of the trade that follows {@code trades} others. */
    int size(long key, long trades) {
        int index = at(key, trades >> TRADES_SHIFT) + (int) (trades & (TRADES - 1));
        return sums[index + 1] - sums[index];
    }

    private static int at(long key, long block) {
        return (int) (Mix.next(key, block) & (BLOCKS - 1)) * (TRADES + 1);
    }
}
