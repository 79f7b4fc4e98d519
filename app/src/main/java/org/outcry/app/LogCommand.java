package org.outcry.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.outcry.engine.command.Submission;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.Prices;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.files.LogReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The ledger's commands as JSON lines: what was asked, when, by whom, and against which market. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description =
                "Prints the commands of the ledger's log as JSON lines, oldest first. Works beside a running server.")
final class LogCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Option(names = "--from", paramLabel = "POSITION", defaultValue = "0", description = "log position to begin at")
    private long from = 0;

    @Override
    public Integer call() throws IOException {
        LogReader reader = open(environment.existing());
        Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        reader.read(Math.max(from, reader.startPosition()), (position, entry) -> {
            try {
                JSON.writeValue(out, line(position, entry.submission()));
                out.write('\n');
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        out.flush();
        return 0;
    }

    private static LogReader open(DataDirectory data) {
        try {
            return LogReader.open(data.ledger());
        } catch (LedgerRefusal e) {
            throw new UserFacingException(e.getMessage(), e);
        }
    }

    private static ObjectNode line(long position, Submission submission) {
        ObjectNode line = JSON.createObjectNode()
                .put("position", position)
                .put("time", Instant.ofEpochSecond(0, submission.timeNanos()).toString())
                .put("sender", submission.senderId())
                .put("command", submission.command().getClass().getSimpleName());
        fields(line, submission.command());
        return line;
    }

    /** Commands are records of numbers, words and smaller records; each becomes a field under its own name. */
    private static void fields(ObjectNode line, Object record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            put(line, component.getName(), value(component, record));
        }
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static void put(ObjectNode line, String name, Object value) {
        switch (value) {
            case Long number when number == Prices.NONE -> line.putNull(name);
            case Long number -> line.put(name, number);
            case Integer number -> line.put(name, number);
            case Boolean flag -> line.put(name, flag);
            case List<?> list -> {
                ArrayNode array = line.putArray(name);
                list.forEach(element -> add(array, element));
            }
            case Depth depth -> {
                ArrayNode sizes = line.putArray(name);
                for (int level = 0; level < depth.levels(); level++) {
                    sizes.add(depth.size(level));
                }
            }
            case Record inner -> fields(line.putObject(name), inner);
            default -> line.put(name, String.valueOf(value));
        }
    }

    private static void add(ArrayNode array, Object element) {
        if (element instanceof Record inner) {
            fields(array.addObject(), inner);
        } else {
            array.add(String.valueOf(element));
        }
    }
}
