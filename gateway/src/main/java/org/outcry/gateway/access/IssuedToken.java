package org.outcry.gateway.access;

/**
 * A token at the one moment its secret is known.
 *
 * @param id names the token in lists and commands; not secret
 * @param secret shown once, never stored
 */
public record IssuedToken(String id, String secret) {
    /** Never prints the secret, so that no log can. */
    @Override
    public String toString() {
        return "IssuedToken[id=" + id + "]";
    }
}
