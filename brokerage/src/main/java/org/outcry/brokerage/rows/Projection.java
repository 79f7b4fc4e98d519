package org.outcry.brokerage.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/**
 * How one kind of row is made from what the book knows: a list of columns in published order. Immutable; any thread.
 *
 * @param <S> what is known
 */
public final class Projection<S> {
    private final String entity;
    private final List<Column<S>> columns;
    private final ToLongFunction<S> id;
    private final ToLongFunction<S> master;
    private final ToLongFunction<S> scope;
    private final ToLongFunction<S> contract;
    private final ToLongFunction<S> touched;
    private final Function<S, String> name;
    private final boolean namedById;

    private Projection(Builder<S> builder) {
        this.entity = builder.entity;
        this.columns = List.copyOf(builder.columns);
        this.id = builder.id;
        this.master = builder.master;
        this.scope = builder.scope;
        this.contract = builder.contract;
        this.touched = builder.touched;
        this.name = builder.name;
        this.namedById = builder.namedById;
    }

    /** Begins a projection whose rows have these ids; the id is their first column. */
    public static <S> Builder<S> of(String entity, ToLongFunction<S> id) {
        return new Builder<>(entity, id);
    }

    public String entity() {
        return entity;
    }

    public List<Column<S>> columns() {
        return columns;
    }

    /** The row of this state as it is now: a state that changes later needs another. */
    public Row row(S state) {
        return new Row(
                new Made<>(this, state),
                id.applyAsLong(state),
                master.applyAsLong(state),
                scope.applyAsLong(state),
                namedById ? "" : name.apply(state));
    }

    private byte[] json(S state) {
        Json json = new Json().object();
        for (int i = 0; i < columns.size(); i++) {
            Column<S> column = columns.get(i);
            column.writer().write(json, column.name(), state);
        }
        return json.endObject().bytes();
    }

    private record Made<S>(Projection<S> projection, S state) implements Row.Made {
        @Override
        public String entity() {
            return projection.entity;
        }

        @Override
        public long contractId() {
            return projection.contract.applyAsLong(state);
        }

        @Override
        public long touchedNanos() {
            return projection.touched.applyAsLong(state);
        }

        @Override
        public boolean isNamedById() {
            return projection.namedById;
        }

        @Override
        public byte[] json() {
            return projection.json(state);
        }
    }

    /** Collects columns. Names that end in {@code If} leave the member out while there is no value. */
    public static final class Builder<S> {
        private final String entity;
        private final List<Column<S>> columns = new ArrayList<>();
        private final ToLongFunction<S> id;
        private ToLongFunction<S> master = s -> 0;
        private ToLongFunction<S> scope = s -> Row.EVERYBODY;
        private ToLongFunction<S> contract = s -> 0;
        private ToLongFunction<S> touched = s -> 0;
        private Function<S, String> name = s -> "";
        private boolean namedById;

        private Builder(String entity, ToLongFunction<S> id) {
            this.entity = entity;
            this.id = id;
            whole("id", "its own id", id);
        }

        /** Row it belongs to, for {@code deps}. */
        public Builder<S> master(ToLongFunction<S> of) {
            master = of;
            return this;
        }

        /** Account or user whose followers see it. */
        public Builder<S> scope(ToLongFunction<S> of) {
            scope = of;
            return this;
        }

        /** Contract it is about. */
        public Builder<S> contract(ToLongFunction<S> of) {
            contract = of;
            return this;
        }

        /** When it last changed, nanoseconds UTC. */
        public Builder<S> touched(ToLongFunction<S> of) {
            touched = of;
            return this;
        }

        /** What {@code find} and {@code suggest} know it by; a column of that name is written by {@link #text}. */
        public Builder<S> name(Function<S, String> of) {
            name = of;
            return this;
        }

        /** {@code find} and {@code suggest} know it by its id as text. */
        public Builder<S> namedById() {
            namedById = true;
            return this;
        }

        public Builder<S> write(String column, String source, boolean always, Column.Writer<S> writer) {
            columns.add(new Column<>(column, source, always, writer));
            return this;
        }

        public Builder<S> whole(String column, String source, ToLongFunction<S> of) {
            return write(column, source, true, (json, member, state) -> json.put(member, of.applyAsLong(state)));
        }

        /** Left out when 0. */
        public Builder<S> wholeIf(String column, String source, ToLongFunction<S> of) {
            return write(column, source, false, (json, member, state) -> {
                long value = of.applyAsLong(state);
                if (value != 0) {
                    json.put(member, value);
                }
            });
        }

        public Builder<S> text(String column, String source, Function<S, String> of) {
            return write(column, source, true, (json, member, state) -> json.put(member, of.apply(state)));
        }

        /** Left out when empty. */
        public Builder<S> textIf(String column, String source, Function<S, String> of) {
            return write(column, source, false, (json, member, state) -> {
                String value = of.apply(state);
                if (!value.isEmpty()) {
                    json.put(member, value);
                }
            });
        }

        public Builder<S> flag(String column, String source, Predicate<S> of) {
            return write(column, source, true, (json, member, state) -> json.put(member, of.test(state)));
        }

        /** Nanoseconds UTC as a timestamp. */
        public Builder<S> time(String column, String source, ToLongFunction<S> of) {
            return write(
                    column,
                    source,
                    true,
                    (json, member, state) -> json.put(member, Times.timestamp(of.applyAsLong(state))));
        }

        /** Left out when 0. */
        public Builder<S> timeIf(String column, String source, ToLongFunction<S> of) {
            return write(column, source, false, (json, member, state) -> {
                long nanos = of.applyAsLong(state);
                if (nanos != 0) {
                    json.put(member, Times.timestamp(nanos));
                }
            });
        }

        /** A session date {@code yyyymmdd} as a trade date. */
        public Builder<S> date(String column, String source, ToIntFunction<S> of) {
            return write(
                    column, source, true, (json, member, state) -> Times.tradeDate(json, member, of.applyAsInt(state)));
        }

        /** Micro-dollars. */
        public Builder<S> money(String column, String source, ToLongFunction<S> of) {
            return write(column, source, true, (json, member, state) -> json.money(member, of.applyAsLong(state)));
        }

        /** Left out when there is no such price. */
        public Builder<S> priceIf(String column, String source, Function<S, PriceGrid> grid, ToLongFunction<S> ticks) {
            return write(column, source, false, (json, member, state) -> {
                long value = ticks.applyAsLong(state);
                if (value != PriceGrid.NONE) {
                    json.price(member, grid.apply(state), value);
                }
            });
        }

        public Builder<S> price(String column, String source, Function<S, PriceGrid> grid, ToLongFunction<S> ticks) {
            return write(
                    column,
                    source,
                    true,
                    (json, member, state) -> json.price(member, grid.apply(state), ticks.applyAsLong(state)));
        }

        public Projection<S> build() {
            return new Projection<>(this);
        }
    }
}
