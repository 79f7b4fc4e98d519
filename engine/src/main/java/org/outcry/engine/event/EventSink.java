package org.outcry.engine.event;

/** Receives the events of one command in order, on the engine's thread. Must not call back into the engine. */
@FunctionalInterface
public interface EventSink {
    EventSink NONE = event -> {};

    void accept(Event event);
}
