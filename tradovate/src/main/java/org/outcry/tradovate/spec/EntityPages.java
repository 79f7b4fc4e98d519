package org.outcry.tradovate.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.DomainRules;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;

/** Endpoints as Markdown, a page an entity and a page an operation. */
final class EntityPages {
    private final Phrases phrases = Phrases.read();
    private final Samples samples = new Samples(phrases);
    private final Servers servers;

    EntityPages(Servers servers) {
        this.servers = servers;
    }

    /** Everything of one entity: its operations, then its row. */
    String entity(String entity, List<Endpoint> endpoints) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(Names.title(Names.plural(entity))).append("\n\n");
        Optional<Entity> known = Schema.standard().entity(entity);
        known.flatMap(Entity::master)
                .ifPresent(master -> text.append("Each belongs to one ")
                        .append(Names.words(lowered(master)))
                        .append(" (`masterid`). "));
        known.flatMap(Entity::idEquals)
                .ifPresent(other -> text.append("It has the id of its ")
                        .append(Names.words(other))
                        .append(". "));
        known.flatMap(Entity::syncArray)
                .ifPresent(array -> text.append("`user/syncrequest` sends them as `")
                        .append(array)
                        .append("`. "));
        text.append("How calls are refused: [errors](").append(Guides.ERRORS).append(").\n");
        Set<String> types = new LinkedHashSet<>();
        for (Endpoint endpoint : endpoints) {
            section(text, endpoint, "##");
            collect(endpoint, types);
        }
        types(text, types, "##");
        return text.toString();
    }

    /** One operation alone. */
    String operation(Endpoint endpoint) {
        StringBuilder text = new StringBuilder();
        section(text, endpoint, "#");
        Set<String> types = new LinkedHashSet<>();
        collect(endpoint, types);
        types(text, types, "##");
        text.append("\nHow calls are refused: [errors](").append(Guides.ERRORS).append(").\n");
        return text.toString();
    }

    private void section(StringBuilder text, Endpoint endpoint, String heading) {
        text.append('\n').append(heading).append(' ');
        text.append(Names.title(Names.operationId(endpoint))).append("\n\n");
        text.append('`')
                .append(endpoint.method())
                .append(" /")
                .append(endpoint.path())
                .append("`\n\n");
        text.append(sentence(phrases.summary(endpoint)));
        phrases.refused(endpoint)
                .ifPresent(reason -> text.append(" **Always refused here:** ").append(sentence(reason)));
        String more = phrases.more(endpoint);
        text.append(more.isEmpty() ? "" : " " + more);
        home(endpoint).ifPresent(words -> text.append(' ').append(words));
        text.append("\n\n");
        table(text, "Query", endpoint.parameters());
        endpoint.request().ifPresent(type -> table(text, "Body", type.fields()));
        if (!endpoint.path().equals("user/syncrequest")) {
            request(text, endpoint);
        }
        text.append("On a socket:\n\n```socket\n")
                .append(socket(samples, endpoint))
                .append("\n```\n\n");
        samples.reply(endpoint).ifPresent(reply -> {
            String name = endpoint.response().orElseThrow();
            text.append("Answer, ")
                    .append(endpoint.responseIsArray() ? "an array of " : "a ")
                    .append("`")
                    .append(name)
                    .append("`:\n\n```json\n")
                    .append(Phrases.compact(reply))
                    .append("\n```\n");
        });
    }

    private void request(StringBuilder text, Endpoint endpoint) {
        text.append("```http\n")
                .append(endpoint.method())
                .append(' ')
                .append(servers.base(DomainRules.only(endpoint.path()).orElse(Domain.DEMO)))
                .append('/')
                .append(endpoint.path())
                .append(samples.query(endpoint))
                .append('\n');
        if (endpoint.authorized()) {
            text.append("Authorization: Bearer TOKEN\n");
        }
        samples.body(endpoint)
                .ifPresent(body -> text.append("Content-Type: application/json\n\n")
                        .append(Phrases.compact(body))
                        .append('\n'));
        text.append("```\n\n");
    }

    private void table(StringBuilder text, String what, List<Field> fields) {
        if (fields.isEmpty()) {
            return;
        }
        text.append("| ").append(what).append(" | Type | | Meaning |\n|---|---|---|---|\n");
        for (Field field : fields) {
            text.append("| `")
                    .append(field.name())
                    .append("` | ")
                    .append(type(field))
                    .append(" | ");
            text.append(field.required() ? "required" : "").append(" | ");
            text.append((phrases.field(field.name()) + " " + bounds(field)).strip())
                    .append(" |\n");
        }
        text.append('\n');
    }

    /** The types an answer or a body is made of, each described once. */
    private static void collect(Endpoint endpoint, Set<String> types) {
        endpoint.response().ifPresent(name -> add(name, types));
        endpoint.request().ifPresent(type -> type.fields().forEach(field -> nested(field, types)));
    }

    private static void add(String name, Set<String> types) {
        // What a synchronisation sends has pages of its own.
        if (types.add(name) && !name.equals("SyncMessage")) {
            Schema.standard().type(name).fields().forEach(field -> nested(field, types));
        }
    }

    private static void nested(Field field, Set<String> types) {
        boolean object = field.kind() == Field.Kind.OBJECT
                || (field.kind() == Field.Kind.ARRAY && field.items().equals(Optional.of(Field.Kind.OBJECT)));
        if (object) {
            field.target().ifPresent(name -> add(name, types));
        }
    }

    private void types(StringBuilder text, Set<String> types, String heading) {
        for (String name : types) {
            Type type = Schema.standard().type(name);
            text.append('\n').append(heading).append(" `").append(name).append("`\n\n");
            String meaning = phrases.type(name);
            text.append(meaning.isEmpty() ? "" : meaning + "\n\n");
            table(text, "Member", type.fields());
        }
    }

    private static String type(Field field) {
        return switch (field.kind()) {
            case INT, LONG -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING -> "text";
            case TIME -> "time";
            case ENUM, OBJECT -> field.target().map(name -> "`" + name + "`").orElse("object");
            case ARRAY ->
                "array" + field.target().map(name -> " of `" + name + "`").orElse("");
            case ANY -> "text or integer";
        };
    }

    private static String bounds(Field field) {
        StringBuilder words = new StringBuilder();
        if (field.kind() == Field.Kind.ENUM) {
            words.append("One of ")
                    .append(String.join(
                            ", ", Schema.standard().enumeration(field.target().orElseThrow())))
                    .append(". ");
        }
        field.maxLength()
                .ifPresent(most -> words.append("At most ").append(most).append(" characters. "));
        field.above()
                .ifPresent(least -> words.append("Above ").append(plain(least)).append(". "));
        field.minimum()
                .ifPresent(
                        least -> words.append("At least ").append(plain(least)).append(". "));
        field.maximum()
                .ifPresent(most -> words.append("At most ").append(plain(most)).append(". "));
        return words.toString().strip();
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** What the document says of an operation besides its summary. */
    static String description(Phrases phrases, Samples samples, Endpoint endpoint) {
        StringBuilder text = new StringBuilder(sentence(phrases.summary(endpoint)));
        phrases.refused(endpoint)
                .ifPresent(reason -> text.append(" Always refused here: ").append(sentence(reason)));
        String more = phrases.more(endpoint);
        text.append(more.isEmpty() ? "" : " " + more);
        home(endpoint).ifPresent(words -> text.append(' ').append(words));
        text.append("\n\nOn a socket, in four lines:\n\n    ")
                .append(socket(samples, endpoint).replace("\n", "\n    "));
        return text.toString().stripTrailing();
    }

    private static Optional<String> home(Endpoint endpoint) {
        return DomainRules.only(endpoint.path()).map(domain -> "Belongs to the " + domain.word() + " domain.");
    }

    private static String socket(Samples samples, Endpoint endpoint) {
        String query = samples.query(endpoint);
        return endpoint.path() + "\n7\n" + (query.isEmpty() ? "" : query.substring(1)) + "\n"
                + samples.body(endpoint).map(EntityPages::line).orElse("");
    }

    private static String line(ObjectNode body) {
        return Phrases.compact(body);
    }

    private static String sentence(String words) {
        return words + ".";
    }

    private static String lowered(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
