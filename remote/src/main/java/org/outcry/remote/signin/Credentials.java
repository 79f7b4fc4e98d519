package org.outcry.remote.signin;

/**
 * Who signs in. Never printed.
 *
 * @param name user name
 * @param clientId of an API key, "" for none
 * @param secret of that key, "" for none
 * @param deviceId stable for this desk
 */
public record Credentials(String name, String password, String clientId, String secret, String deviceId) {
    /** Without the secrets: records print their fields. */
    @Override
    public String toString() {
        return "Credentials[" + name + "]";
    }
}
