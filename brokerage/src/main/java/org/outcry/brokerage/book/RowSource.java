package org.outcry.brokerage.book;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.outcry.brokerage.rows.Row;

/** Rows of one kind, kept or made when asked for. The book's thread. */
public interface RowSource {
    Optional<Row> item(long id);

    /** Every row that these scopes may see; rows for everybody are not among them. */
    void inScopes(Set<Long> scopes, Consumer<Row> rows);

    /** Every row for everybody. */
    void forEverybody(Consumer<Row> rows);

    /** Rows of one master, whoever may see them. */
    void dependents(long masterId, Consumer<Row> rows);

    /** Rows by name, exactly, whoever may see them. */
    void named(String name, Consumer<Row> rows);
}
