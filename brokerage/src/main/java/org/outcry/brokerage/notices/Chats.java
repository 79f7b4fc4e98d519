package org.outcry.brokerage.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.record.KeptRecord;

/** Chats between a user and the administrator, one open at a time in each category. */
public final class Chats implements Feature {
    private static final String CHAT = "chat";
    private static final String MESSAGE = "chatMessage";

    private final Office office;

    public Chats(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("chat/postchatmessage", (call, answer) -> post(new Request(office, call, answer)));
        operations.add("chat/closechat", (call, answer) -> close(new Request(office, call, answer)));
        operations.add("chat/markasreadchatmessage", (call, answer) -> markRead(new Request(office, call, answer)));
    }

    private void post(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        Optional<KeptRecord> open = request.views().records(CHAT, user.getAsLong()).stream()
                .filter(chat -> {
                    ObjectNode values = Documents.read(chat);
                    return values.path("category").asText().equals(request.text("category"))
                            && !values.hasNonNull("closeTimestamp");
                })
                .findFirst();
        String name = request.call().caller().name();
        if (open.isPresent()) {
            ObjectNode values = Documents.read(open.get()).put("updatedTimestamp", request.now());
            request.together(
                    all -> {
                        all.replace(open.get(), values, () -> {});
                        add(all, user.getAsLong(), open.get().id(), name, id -> {});
                    },
                    outcome -> request.answer(MESSAGE, outcome.ids().getLast()),
                    request::notKept);
        } else {
            ObjectNode values = Documents.object()
                    .put("userId", user.getAsLong())
                    .put("timestamp", request.now())
                    .put("category", request.text("category"))
                    .put("updatedTimestamp", request.now());
            request.create(
                    CHAT,
                    user.getAsLong(),
                    0,
                    "",
                    values,
                    id -> add(request, user.getAsLong(), id, name, message -> request.answer(MESSAGE, message)));
        }
    }

    private static void add(Request request, long userId, long chatId, String senderName, LongConsumer then) {
        ObjectNode values = Documents.object()
                .put("timestamp", request.now())
                .put("chatId", chatId)
                .put("senderId", request.caller())
                .put("senderName", senderName)
                .put("text", request.text("text"))
                .put("readStatus", false);
        request.create(MESSAGE, userId, 0, "", values, then);
    }

    private void close(Request request) {
        Optional<KeptRecord> chat = request.owned(CHAT, request.whole("chatId"));
        if (chat.isEmpty()) {
            request.error("Chat is not found");
            return;
        }
        ObjectNode values = Documents.read(chat.get());
        if (values.hasNonNull("closeTimestamp")) {
            request.error("Chat is closed");
            return;
        }
        values.put("closedById", request.caller())
                .put("closeTimestamp", request.now())
                .put("updatedTimestamp", request.now());
        request.replace(
                chat.get(), values, () -> request.answer(CHAT, chat.get().id()));
    }

    private void markRead(Request request) {
        Optional<KeptRecord> message = request.owned(MESSAGE, request.whole("chatMessageId"));
        if (message.isEmpty()) {
            request.error("Chat message is not found");
            return;
        }
        ObjectNode values = Documents.read(message.get()).put("readStatus", true);
        request.replace(
                message.get(),
                values,
                () -> request.answer(MESSAGE, message.get().id()));
    }
}
