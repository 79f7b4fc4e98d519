package org.outcry.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the command line talks to a running server of the same data directory: one JSON line asked, one answered, over a
 * Unix socket that only the owner may open. Nothing on the network reaches it.
 */
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LINE = 64 * 1024;

    /** Answers one command. */
    @FunctionalInterface
    interface Handler {
        ObjectNode handle(String command, JsonNode arguments) throws Exception;
    }

    private final Path path;
    private final ServerSocketChannel server;
    private final Handler handler;

    private ControlSocket(Path path, ServerSocketChannel server, Handler handler) {
        this.path = path;
        this.server = server;
        this.handler = handler;
    }

    static ControlSocket open(Path path, Handler handler) throws IOException {
        if (!Files.isDirectory(path.getParent())) {
            Files.createDirectory(
                    path.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (answers(path)) {
            throw new UserFacingException("another process runs on " + path.getParent() + " already");
        }
        Files.deleteIfExists(path); // left by a killed process
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        ControlSocket socket = new ControlSocket(path, server, handler);
        Thread.ofVirtual().name("control").start(socket::serve);
        return socket;
    }

    private static boolean answers(Path path) {
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return other.isConnected();
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().name("control-client").start(() -> answer(client));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                LOG.warn("event=control_accept_failed reason=\"{}\"", e.getMessage());
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            JsonNode request = JSON.readTree(readLine(client));
            ObjectNode reply;
            try {
                reply = handler.handle(request.path("command").asText(), request);
                reply.put("ok", true);
            } catch (Exception e) {
                LOG.warn(
                        "event=control_command_failed command={}",
                        request.path("command").asText(),
                        e);
                reply = JSON.createObjectNode().put("ok", false).put("error", String.valueOf(e.getMessage()));
            }
            writeLine(client, reply);
        } catch (IOException e) {
            LOG.warn("event=control_client_failed reason=\"{}\"", e.getMessage());
        }
    }

    /** Asks the running server; empty when none runs on this data directory. */
    static Optional<JsonNode> ask(Path path, ObjectNode request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            writeLine(channel, request);
            JsonNode reply = JSON.readTree(readLine(channel));
            if (!reply.path("ok").asBoolean()) {
                throw new UserFacingException(reply.path("error").asText("the server refused without a reason"));
            }
            return Optional.of(reply);
        } catch (JsonProcessingException e) {
            throw new UserFacingException("the server's answer was cut off: see its log", e);
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }

    static ObjectNode request(String command) {
        return JSON.createObjectNode().put("command", command);
    }

    static ObjectNode reply() {
        return JSON.createObjectNode();
    }

    private static String readLine(SocketChannel channel) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("control line longer than " + LONGEST_LINE);
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static void writeLine(SocketChannel channel, JsonNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
