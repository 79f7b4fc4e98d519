package org.outcry.ledger.view;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The first elements of an array, immutable through this door. Whoever hands it out gives the array away, or only appends. */
final class FrozenList<T> extends AbstractList<T> implements RandomAccess {
    private final Object[] elements;
    private final int size;

    private FrozenList(Object[] elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    static <T> List<T> of(Object[] elements, int size) {
        return size == 0 ? List.of() : new FrozenList<>(elements, size);
    }

    @Override
    @SuppressWarnings("unchecked") // the array holds T alone
    public T get(int index) {
        return (T) elements[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
