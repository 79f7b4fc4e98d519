package org.outcry.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.RollRule;

/**
 * Which market a data directory trades: its seed, hours and roll rule. Chosen at the first start and kept, since orders filled
 * against one market make no sense on another. Whoever knows the seed knows the future: the file is private to its owner.
 */
record MarketChoice(long seed, SessionMode hours, RollRule equityRoll) {

    /**
     * Reads the choice, or makes and keeps it. A wish that contradicts what is kept is refused.
     *
     * @param wishedSeed the seed asked for, empty for a secret one
     * @param firstStart hears when the choice was made here
     */
    static MarketChoice settle(
            Path file,
            Optional<Long> wishedSeed,
            Optional<SessionMode> wishedHours,
            Optional<RollRule> wishedRoll,
            FirstStart firstStart) {
        if (!Files.exists(file)) {
            MarketChoice fresh = new MarketChoice(
                    wishedSeed.orElseGet(() -> new SecureRandom().nextLong()),
                    wishedHours.orElse(SessionMode.ALWAYS_OPEN),
                    wishedRoll.orElse(RollRule.THURSDAY8));
            fresh.keep(file);
            firstStart.choiceMade();
            return fresh;
        }
        MarketChoice kept = read(file);
        refuse(file, "--seed", wishedSeed.filter(seed -> seed != kept.seed()).isPresent());
        refuse(
                file,
                "--hours",
                wishedHours.filter(hours -> hours != kept.hours()).isPresent());
        refuse(
                file,
                "--roll",
                wishedRoll.filter(roll -> roll != kept.equityRoll()).isPresent());
        return kept;
    }

    /** What was chosen at the first start. */
    static MarketChoice kept(Path file) {
        if (!Files.exists(file)) {
            throw new UserFacingException(file.getParent() + " has no market yet: start Outcry on it once");
        }
        return read(file);
    }

    private static void refuse(Path file, String option, boolean contradicts) {
        if (contradicts) {
            throw new UserFacingException(option + " differs from what " + file.getParent()
                    + " was started with: its orders and history belong to"
                    + " that market. Leave the option out, or name a fresh directory with --data");
        }
    }

    private static MarketChoice read(Path file) {
        try {
            Map<String, String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.contains("="))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1),
                            (first, second) -> second,
                            TreeMap::new));
            return new MarketChoice(
                    Long.parseLong(lines.get("seed")),
                    SessionMode.valueOf(lines.get("hours")),
                    RollRule.valueOf(lines.get("equityRoll")));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw new UserFacingException(
                    file + " is damaged: restore it from a backup, or start on a fresh --data", e);
        }
    }

    private void keep(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "seed=%d%nhours=%s%nequityRoll=%s%n".formatted(seed, hours, equityRoll));
        } catch (IOException e) {
            throw new UserFacingException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "MarketChoice[hours=" + hours + ", equityRoll=" + equityRoll
                + "]"; // never the seed: logs are read by others
    }
}
