package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.outcry.gateway.GatewayServer;

/** What a running server does for the command line. */
record ServerControl(DeskProcess desk, GatewayServer gateway, DataDirectory data) implements ControlSocket.Handler {
    @Override
    public ObjectNode handle(String command, JsonNode arguments) throws Exception {
        ObjectNode reply = ControlSocket.reply();
        switch (command) {
            case "snapshot" -> {
                desk.ledger().snapshot();
                reply.put("position", desk.ledger().status().snapshotPosition());
            }
            case "openUser" -> {
                LedgerUsers.open(desk.ledger(), arguments.path("name").asText());
                gateway.tokensChanged();
            }
            case "backup" -> {
                Path file = Path.of(arguments.path("file").asText());
                EnvironmentBackup.write(desk.ledger(), gateway.access(), data, file);
            }
            case "tokensChanged" -> gateway.tokensChanged();
            default -> throw new UserFacingException("the running server is older than this command: restart it");
        }
        return reply;
    }
}
