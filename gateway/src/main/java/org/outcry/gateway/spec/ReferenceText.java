package org.outcry.gateway.spec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.outcry.link.ErrorCatalogue;
import org.outcry.link.KnownError;
import org.outcry.link.Operation;
import org.outcry.link.Operation.Route;
import org.outcry.link.Parameter;
import org.outcry.link.Schemas;
import org.outcry.wire.JsonText;

/** The reference as Markdown: an index, and everything. */
final class ReferenceText {
    private ReferenceText() {}

    static String index(List<Operation> operations, List<Discovery> pages) {
        StringBuilder text = new StringBuilder("""
                # Outcry, compatible with the CrossTrade API

                > REST and WebSocket for accounts, positions, orders, executions, market data and strategies of a futures
                > simulator. Every function is a REST route under `/v1/api` and an RPC over `/ws/stream`.

                ## Resources

                """);
        for (Discovery page : pages) {
            text.append("- [%s](%s): %s\n"
                    .formatted(page.path().substring("/v1/api/".length()), page.path(), page.summary()));
        }
        text.append("- [docs](/docs): the reference as a page.\n\n## Quick reference\n\n");
        for (Operation operation : operations) {
            Route route = operation.routes().getFirst();
            text.append("- `%s %s` (%s): %s\n"
                    .formatted(route.method(), route.path(), operation.name(), operation.summary()));
        }
        return text.toString();
    }

    static String full(List<Operation> operations, String introduction) {
        StringBuilder text = new StringBuilder("# Outcry, compatible with the CrossTrade API: full reference\n\n")
                .append(introduction)
                .append("\n# Endpoints\n");
        String tag = "";
        for (Operation operation : operations) {
            if (!operation.tag().equals(tag)) {
                tag = operation.tag();
                text.append("\n## ").append(tag).append('\n');
            }
            endpoint(text, operation);
        }
        text.append("\n# Errors of every operation\n\n");
        errors(text, ErrorCatalogue.general());
        text.append("\n# Errors of requests that lead to no operation\n\n");
        errors(text, ErrorCatalogue.routing());
        return text.toString();
    }

    private static void endpoint(StringBuilder text, Operation operation) {
        text.append("\n### ")
                .append(operation.name())
                .append("\n\n")
                .append(operation.summary())
                .append("\n\n");
        for (Route route : operation.routes()) {
            text.append("    ")
                    .append(route.method())
                    .append(' ')
                    .append(route.path())
                    .append('\n');
        }
        text.append("\nScope: ").append(OpenApi.scope(operation)).append('.');
        if (!operation.aliases().isEmpty()) {
            text.append(" RPC aliases: ")
                    .append(String.join(", ", operation.aliases()))
                    .append('.');
        }
        text.append("\n\n");
        for (Parameter parameter : operation.parameters()) {
            parameter(text, parameter);
        }
        if (ParameterSchemas.hasBody(operation)) {
            text.append("\nRequest body:\n\n    ")
                    .append(json(JsonText.write(ParameterSchemas.example(operation))))
                    .append('\n');
        }
        text.append("\nAnswer:\n\n    ")
                .append(json(JsonText.write(
                        Schemas.named(operation.reply()).path("examples").path(0))))
                .append('\n');
        if (!operation.refusals().isEmpty()) {
            text.append("\nErrors beside the general ones:\n\n");
            errors(text, operation.refusals());
        }
    }

    private static void parameter(StringBuilder text, Parameter parameter) {
        Parameter.Values values = parameter.values();
        text.append("- `%s` (%s, %s, %s): %s"
                .formatted(
                        parameter.name(),
                        word(parameter.in()),
                        word(parameter.type()),
                        parameter.required() ? "required" : "optional",
                        parameter.description()));
        if (!values.words().isEmpty()) {
            text.append(" One of ").append(String.join(", ", values.words())).append('.');
        }
        values.initial()
                .ifPresent(initial -> text.append(" Default ").append(initial).append('.'));
        values.least()
                .ifPresent(least -> text.append(" At least ").append(least).append('.'));
        values.most().ifPresent(most -> text.append(" At most ").append(most).append('.'));
        text.append('\n');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static void errors(StringBuilder text, List<KnownError> errors) {
        for (KnownError error : errors) {
            text.append("- %d `%s`: %s %s\n"
                    .formatted(
                            error.status(),
                            error.error(),
                            error.meaning(),
                            error.advice().words()));
        }
    }

    private static String json(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
