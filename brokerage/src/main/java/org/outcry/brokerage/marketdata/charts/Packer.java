package org.outcry.brokerage.marketdata.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Puts elements side by side into packets without their id: a packet holds elements of one session date, and not too many.
 *
 * @param most elements in a packet
 */
record Packer<E>(int most, ToIntFunction<E> date, Function<List<E>, byte[]> packet) {

    /** In the order of the elements. */
    List<byte[]> pack(List<E> elements) {
        List<byte[]> packets = new ArrayList<>();
        int from = 0;
        while (from < elements.size()) {
            int day = date.applyAsInt(elements.get(from));
            int to = from + 1;
            while (to < elements.size() && to - from < most && date.applyAsInt(elements.get(to)) == day) {
                to++;
            }
            packets.add(packet.apply(elements.subList(from, to)));
            from = to;
        }
        return packets;
    }
}
