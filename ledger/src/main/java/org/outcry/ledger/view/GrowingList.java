package org.outcry.ledger.view;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that one thread appends to and that hands out immutable prefixes of itself at no cost: a prefix shares the array
 * and keeps its own length. Readers get a prefix through some volatile field, which also publishes its elements.
 */
final class GrowingList<T> {
    private Object[] elements = new Object[8];
    private int size;

    int add(T element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size] = element;
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
        return size == 0 ? List.of() : new Prefix<>(elements, size);
    }

    private static final class Prefix<T> extends AbstractList<T> implements RandomAccess {
        private final Object[] elements;
        private final int size;

        Prefix(Object[] elements, int size) {
            this.elements = elements;
            this.size = size;
        }

        @Override
        @SuppressWarnings("unchecked") // only T is ever added
        public T get(int index) {
            return (T) elements[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
