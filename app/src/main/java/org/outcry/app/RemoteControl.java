package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.outcry.gateway.GatewayServer;
import org.outcry.remote.RemoteEnvironment;

/**
 * What a process with a remote desk does for the command line.
 *
 * @param gateway beside it, empty for a desk alone
 */
record RemoteControl(RemoteEnvironment remote, Optional<GatewayServer> gateway) implements ControlSocket.Handler {
    @Override
    public ObjectNode handle(String command, JsonNode arguments) {
        ObjectNode reply = ControlSocket.reply();
        switch (command) {
            case "halt" -> {
                RemoteEnvironment.Halted halted = remote.halt(HaltCommand.PATIENCE, HaltCommand.by(arguments));
                reply.put("accounts", halted.accounts())
                        .put("orders", halted.orders())
                        .put("positions", halted.positions());
                ArrayNode open = reply.putArray("open");
                halted.open().forEach(open::add);
            }
            case "liftHalt" -> reply.put("lifted", remote.liftHalt());
            case "haltStatus" -> HaltCommand.status(remote.standingHalt(), reply);
            case "tokensChanged" -> gateway.ifPresent(GatewayServer::tokensChanged);
            default ->
                throw new UserFacingException(
                        "the process that runs here trades elsewhere and keeps no ledger: it does not know " + command);
        }
        return reply;
    }
}
