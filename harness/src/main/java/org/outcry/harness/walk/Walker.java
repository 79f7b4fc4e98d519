package org.outcry.harness.walk;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/**
 * Walks every operation of the table through every way to reach it. It trades on the first two accounts of the token's user,
 * flattens everything of that user, and leaves nothing open. One thread; a server without request budgets ({@code --profile open}).
 */
public final class Walker implements AutoCloseable {
    private static final List<Case> WRITTEN = Stream.of(
                    AccountCases.ALL,
                    PositionCases.ALL,
                    PlaceCases.ALL,
                    OrderCases.ALL,
                    MarketCases.ALL,
                    StrategyCases.ALL,
                    AtmCases.all())
            .flatMap(List::stream)
            .toList();

    private final Doors doors;

    /**
     * @param base such as {@code http://127.0.0.1:8080}
     * @param token of a user with two accounts
     * @param patience how long a condition may take to come true
     */
    public Walker(URI base, String token, Duration patience) {
        this(new Doors(base, token, patience));
    }

    Walker(Doors doors) {
        this.doors = doors;
    }

    /** All lines, as they are walked. */
    public List<Result> walk(Consumer<Result> heard) {
        List<Result> results = new ArrayList<>(SectionFifteen.missing());
        results.forEach(heard);
        for (Operation operation : Operations.all()) {
            results.addAll(walk(operation, heard));
        }
        Way events = new Way.Rest(
                Operations.EVENT_STREAM, Operations.EVENT_STREAM.routes().getFirst());
        cases(Operations.EVENT_STREAM).forEach(line -> results.add(heard(run(events, line), heard)));
        for (Case stream : StreamCases.ALL) {
            results.add(heard(StreamCases.result(doors, stream), heard));
        }
        return results;
    }

    /** The lines of one operation; at least one of them fails when nothing is written about it. */
    public List<Result> walk(Operation operation, Consumer<Result> heard) {
        List<Result> results = new ArrayList<>();
        List<Case> cases = cases(operation);
        for (Way way : Way.all(operation)) {
            boolean happy = false;
            for (Case line : cases) {
                if (line.fits().test(way)) {
                    happy |= line.happy();
                    results.add(heard(run(way, line), heard));
                }
            }
            // The deprecated quote has a line of its own beside the ordinary one.
            if (!happy && cases.stream().noneMatch(line -> line.title().contains("older fields"))) {
                results.add(heard(result(way, "has an ordinary use", Optional.of("no case is written")), heard));
            }
        }
        return results;
    }

    /** Only the ordinary uses of one operation, each through its first way. */
    public List<Result> walkHappy(Operation operation) {
        List<Result> results = new ArrayList<>();
        for (Case line : cases(operation)) {
            if (line.happy()) {
                Way.all(operation).stream()
                        .filter(line.fits())
                        .findFirst()
                        .ifPresent(way -> results.add(run(way, line)));
            }
        }
        return results;
    }

    /** For the proof that the walk can fail: how long conditions may take from now on. */
    public void setPatience(Duration patience) {
        doors.setPatience(patience);
    }

    private static List<Case> cases(Operation operation) {
        if (operation.isStream()) {
            return EventStreamCases.all();
        }
        List<Case> cases = new ArrayList<>();
        WRITTEN.stream()
                .filter(line -> line.operation().equals(operation.name()))
                .forEach(cases::add);
        cases.addAll(TableCases.of(operation));
        cases.addAll(TableCases.ofRoutes(operation));
        return cases;
    }

    private Result run(Way way, Case line) {
        try {
            doors.clear();
            line.steps().accept(new Walk(doors, way));
            return result(way, line.title(), Optional.empty());
        } catch (RuntimeException e) {
            return result(way, line.title(), Optional.of(reason(e)));
        }
    }

    static String reason(RuntimeException e) {
        return e instanceof Mismatch ? e.getMessage() : e.toString();
    }

    private static Result result(Way way, String title, Optional<String> failure) {
        return new Result(way.operation().name(), way.label(), way.door(), title, failure);
    }

    private static Result heard(Result result, Consumer<Result> heard) {
        heard.accept(result);
        return result;
    }

    @Override
    public void close() {
        doors.clear();
        doors.close();
    }
}
