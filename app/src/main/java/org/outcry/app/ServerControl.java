package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.outcry.gateway.GatewayServer;

/** What a running server does for the command line. */
record ServerControl(DeskProcess desk, GatewayServer gateway, DataDirectory data) implements ControlSocket.Handler {
    @Override
    public ObjectNode handle(String command, JsonNode arguments) throws Exception {
        return switch (command) {
            case "openUser", "openAccount" -> {
                ObjectNode reply = new DeskControl(desk).handle(command, arguments);
                gateway.tokensChanged();
                yield reply;
            }
            case "backup" -> {
                Path file = Path.of(arguments.path("file").asText());
                EnvironmentBackup.write(desk.ledger(), gateway.access(), data, file);
                yield ControlSocket.reply();
            }
            case "limitUser" -> {
                LedgerUsers.limit(desk.ledger(), arguments.path("name").asText(), UserLimits.of(arguments));
                gateway.tokensChanged();
                yield ControlSocket.reply();
            }
            case "tokensChanged" -> {
                gateway.tokensChanged();
                yield ControlSocket.reply();
            }
            default -> new DeskControl(desk).handle(command, arguments);
        };
    }
}
