package org.outcry.ledger.view;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A list that one thread appends to and that hands out immutable prefixes of itself at no cost: a prefix shares the array
 * and keeps its own length. Readers get a prefix through some volatile field, which also publishes its elements.
 */
final class GrowingList<T> {
    private static final Object[] NONE = {};

    private Object[] elements = NONE;
    private int size;
    private List<T> prefix = List.of();
    private boolean grown;

    int add(T element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(8, size * 2));
        }
        elements[size] = element;
        grown = true;
        return size++;
    }

    /** Replaces an element; prefixes already handed out may show either. */
    void set(int index, T element) {
        elements[Objects.checkIndex(index, size)] = element;
    }

    int size() {
        return size;
    }

    List<T> prefix() {
        if (grown) {
            prefix = FrozenList.of(elements, size);
            grown = false;
        }
        return prefix;
    }
}
