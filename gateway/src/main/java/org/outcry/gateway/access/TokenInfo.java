package org.outcry.gateway.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What may be shown of a token.
 *
 * @param lastUsed the UTC day it was last used, kept to the day
 */
public record TokenInfo(String id, String user, String label, Instant created, Optional<LocalDate> lastUsed) {}
