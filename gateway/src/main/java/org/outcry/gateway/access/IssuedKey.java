package org.outcry.gateway.access;

/** A key at the one moment its secret is known. */
public record IssuedKey(long cid, String secret) {
    @Override
    public String toString() {
        return "IssuedKey[cid=" + cid + ", secret=hidden]";
    }
}
