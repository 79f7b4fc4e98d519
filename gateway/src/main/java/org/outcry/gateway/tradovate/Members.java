package org.outcry.gateway.tradovate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * Users that an administrator creates together with a password. The password is taken out of the call before the brokerage sees it, and
 * kept as a hash once the brokerage has made the user. On the pool, since each hash takes its time.
 */
final class Members {
    private static final String WEAK = "Password should be between 8 and 64";

    private final CredentialStore store;
    private final HashingPool pool;

    Members(CredentialStore store, HashingPool pool) {
        this.store = store;
        this.pool = pool;
    }

    /** {@code user/signuporganizationmember}. */
    void signUp(Brokerage brokerage, Call call, Consumer<Answer> answer) {
        String password = taken(call.arguments());
        if (!CredentialStore.isSound(password)) {
            answer.accept(new Answer.Done(JsonText.write(JsonText.newObject()
                    .put("errorText", WEAK)
                    .put("errorCode", "WeakPassword")
                    .put("emailVerified", false))));
            return;
        }
        String name = call.arguments().path("name").asText();
        pool.run(answer, () -> {
            Answer reply = asked(brokerage, call);
            if (read(reply).hasNonNull("userId")) {
                store.addUser(name, password);
            }
            return reply;
        });
    }

    /** {@code user/createevaluationusers}: one with a weak password fails alone. */
    void createAll(Brokerage brokerage, Call call, Consumer<Answer> answer) {
        List<String> passwords = new ArrayList<>();
        List<String> names = new ArrayList<>();
        ArrayNode sound = call.arguments().arrayNode();
        for (JsonNode user : call.arguments().path("users")) {
            String password = taken((ObjectNode) user);
            passwords.add(password);
            names.add(user.path("name").asText());
            if (CredentialStore.isSound(password)) {
                sound.add(user);
            }
        }
        boolean allWeak = sound.isEmpty() && !passwords.isEmpty();
        call.arguments().set("users", sound);
        pool.run(answer, () -> {
            Answer reply = allWeak ? new Answer.Done(JsonText.write(empty())) : asked(brokerage, call);
            ObjectNode made = read(reply);
            if (!(reply instanceof Answer.Done) || made.hasNonNull("errorText")) {
                return reply;
            }
            ArrayNode results = made.arrayNode();
            int next = 0;
            for (int i = 0; i < passwords.size(); i++) {
                if (!CredentialStore.isSound(passwords.get(i))) {
                    results.addObject().put("errorText", WEAK);
                    continue;
                }
                JsonNode result = made.path("results").path(next++);
                if (result.hasNonNull("userId")) {
                    store.addUser(names.get(i), passwords.get(i));
                }
                results.add(result);
            }
            made.set("results", results);
            return new Answer.Done(JsonText.write(made));
        });
    }

    private static ObjectNode empty() {
        ObjectNode reply = JsonText.newObject();
        reply.putArray("results");
        return reply;
    }

    private static String taken(ObjectNode user) {
        JsonNode password = user.remove("password");
        return password == null ? "" : password.asText();
    }

    private static Answer asked(Brokerage brokerage, Call call) {
        CompletableFuture<Answer> reply = new CompletableFuture<>();
        brokerage.call(call, reply::complete);
        return SignIns.await(reply);
    }

    /** What was answered; nothing when it is no object. */
    private static ObjectNode read(Answer reply) {
        if (!(reply instanceof Answer.Done done)) {
            return JsonText.newObject();
        }
        try {
            return JsonText.readObject(done.json());
        } catch (MalformedJson e) {
            throw new IllegalStateException("the brokerage answered no object", e);
        }
    }
}
