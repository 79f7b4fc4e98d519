package org.outcry.desk.strategy;

import java.nio.file.Path;

/**
 * Where strategies live.
 *
 * @param file keeps what runs, and what it holds
 * @param jars folder of the users' jars; it need not exist
 */
public record StrategySettings(Path file, Path jars) {
    /** Both in one folder: {@code strategies.json} and {@code *.jar}. */
    public static StrategySettings in(Path folder) {
        return new StrategySettings(folder.resolve("strategies.json"), folder);
    }
}
