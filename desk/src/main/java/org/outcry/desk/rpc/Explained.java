package org.outcry.desk.rpc;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.outcry.desk.wire.SymbolRows;
import org.outcry.wire.Json;

/**
 * The names one call resolved, and what they meant, added to its reply: an addition of ours for clients that ask with
 * {@code explain}. One call; threads one after the other, as the call itself.
 */
final class Explained {
    private static final String MEMBER = "resolvedInstruments";

    private final Set<String> names = new LinkedHashSet<>();

    /** Remembers a name that was resolved for a client who asked for explanations. */
    void add(String name) {
        names.add(name);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Adds the explanations to an object under construction. */
    void write(Json json, SymbolRows symbols, long nowNanos) {
        if (names.isEmpty()) {
            return;
        }
        json.array(MEMBER);
        for (String name : names) {
            json.object();
            symbols.explanation(json, name, nowNanos);
            json.endObject();
        }
        json.endArray();
    }

    /**
     * Adds the explanations to a finished reply, as the last member of its object. Anything but an object stays as it is: the
     * operations that answer with an array explain its elements themselves.
     */
    byte[] addTo(byte[] reply, SymbolRows symbols, long nowNanos) {
        if (names.isEmpty() || reply.length < 2 || reply[0] != '{' || reply[reply.length - 1] != '}') {
            return reply;
        }
        Json json = new Json().object();
        write(json, symbols, nowNanos);
        byte[] member = json.endObject().bytes();
        // Between the two: the reply without its last brace, a comma, the member without its first one.
        boolean bare = reply.length == 2;
        byte[] all = Arrays.copyOf(reply, reply.length - (bare ? 1 : 0) + member.length - 1);
        if (!bare) {
            all[reply.length - 1] = ',';
        }
        System.arraycopy(member, 1, all, bare ? 1 : reply.length, member.length - 1);
        return all;
    }
}
