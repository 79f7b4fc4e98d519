package org.outcry.desk.halt;

import java.util.List;

/**
 * What a halt, or its lifting, came to.
 *
 * @param accounts how many it concerned
 * @param orders working when it was asked for
 * @param positions open when it was asked for
 * @param open what still was open or working when the waiting ended, for people; empty when nothing was
 */
public record HaltReport(int accounts, int orders, int positions, List<String> open) {
    public HaltReport {
        open = List.copyOf(open);
    }
}
