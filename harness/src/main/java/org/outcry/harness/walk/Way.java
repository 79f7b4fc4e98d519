package org.outcry.harness.walk;

import java.util.ArrayList;
import java.util.List;
import org.outcry.link.Operation;

/** One way to reach an operation. */
sealed interface Way {
    Operation operation();

    /** As the table of results shows it. */
    String door();

    String label();

    /** A REST route, the canonical one or an alias. */
    record Rest(Operation operation, Operation.Route route) implements Way {
        @Override
        public String door() {
            return "REST";
        }

        @Override
        public String label() {
            return route.method() + " " + route.path();
        }
    }

    /** An {@code rpc} message under the operation's name or an alias. */
    record Rpc(Operation operation, String name) implements Way {
        @Override
        public String door() {
            return "WS";
        }

        @Override
        public String label() {
            return "rpc " + name;
        }
    }

    /** Every way the table gives: each route, then the name and each alias. */
    static List<Way> all(Operation operation) {
        List<Way> ways = new ArrayList<>();
        operation.routes().forEach(route -> ways.add(new Rest(operation, route)));
        ways.add(new Rpc(operation, operation.name()));
        operation.aliases().forEach(alias -> ways.add(new Rpc(operation, alias)));
        return ways;
    }
}
