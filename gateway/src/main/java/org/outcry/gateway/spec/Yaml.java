package org.outcry.gateway.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.outcry.wire.JsonText;

/**
 * JSON written as YAML 1.2 blocks. Scalars stay JSON, which is YAML as well, so no text can be mistaken for anything else.
 */
final class Yaml {
    private final StringBuilder text = new StringBuilder(1 << 16);

    private Yaml() {}

    static byte[] of(JsonNode document) {
        Yaml yaml = new Yaml();
        yaml.block(document, 0);
        return yaml.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void block(JsonNode node, int depth) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                indent(depth).append(scalar(JsonText.quote(member.getKey()))).append(':');
                nested(member.getValue(), depth + 1);
            }
        } else {
            for (JsonNode element : node) {
                indent(depth).append('-');
                nested(element, depth + 1);
            }
        }
    }

    private void nested(JsonNode node, int depth) {
        if (node.isContainerNode() && !node.isEmpty()) {
            text.append('\n');
            block(node, depth);
        } else {
            text.append(' ').append(scalar(JsonText.write(node))).append('\n');
        }
    }

    private StringBuilder indent(int depth) {
        return text.append("  ".repeat(depth));
    }

    private static String scalar(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
