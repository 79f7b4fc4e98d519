package org.outcry.gateway.access;

/**
 * What a refresh token stands for.
 *
 * @param family all tokens that came from one consent
 * @param session the session its access tokens belong to
 */
public record RefreshGrant(String family, String user, long cid, long session) {}
