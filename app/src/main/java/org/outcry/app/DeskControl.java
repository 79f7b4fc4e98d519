package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a process that holds a ledger does for the command line, with a gateway beside it or without. */
record DeskControl(DeskProcess desk) implements ControlSocket.Handler {
    @Override
    public ObjectNode handle(String command, JsonNode arguments) {
        ObjectNode reply = ControlSocket.reply();
        switch (command) {
            case "snapshot" -> {
                desk.ledger().snapshot();
                reply.put("position", desk.ledger().status().snapshotPosition());
            }
            case "openUser" ->
                LedgerUsers.open(desk.ledger(), arguments.path("name").asText());
            case "openAccount" ->
                reply.put("accountId", AccountCommand.Wish.read(arguments).open(desk.ledger()));
            case "accounts" -> reply.set("accounts", AccountCommand.rows(desk.ledger()));
            case "halt" -> HaltCommand.halt(desk.halt(), HaltCommand.PATIENCE, HaltCommand.by(arguments), reply);
            case "liftHalt" -> HaltCommand.lift(desk.halt(), reply);
            case "haltStatus" -> HaltCommand.status(desk.halt(), reply);
            case "tokensChanged" -> {
                // There are no tokens here.
            }
            default -> throw new UserFacingException("the process that runs here does not do this: " + command);
        }
        return reply;
    }
}
