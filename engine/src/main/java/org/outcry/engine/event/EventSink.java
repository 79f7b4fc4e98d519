package org.outcry.engine.event;

/** Receives the events of one command in order, on the engine's thread. Must not call back into the engine. */
@FunctionalInterface
public interface EventSink {
    /** Nobody. */
    EventSink NONE = new EventSink() {
        @Override
        public void accept(Event event) {}

        @Override
        public boolean listens() {
            return false;
        }
    };

    void accept(Event event);

    /** False when events need not even be made. */
    default boolean listens() {
        return true;
    }
}
