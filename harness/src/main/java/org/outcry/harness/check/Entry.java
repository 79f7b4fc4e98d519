package org.outcry.harness.check;

import java.util.List;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;

/** One entry of the log with what the engine made of it; {@code index} counts from 0. */
public record Entry(int index, Submission submission, Outcome outcome, List<Event> events) {
    public Entry {
        events = List.copyOf(events);
    }
}
