package org.outcry.bench;

/** One benchmark: measures and adds its findings. */
public interface Row {
    /** Short name, as given on the command line. */
    String name();

    /** Throws when something could not be measured; findings added before stay. */
    void run(Run run) throws Exception;
}
