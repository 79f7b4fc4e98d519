package org.outcry.gateway.crosstrade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.outcry.link.Operation;
import org.outcry.link.Operation.Route;
import org.outcry.link.Parameter;

/** Finds the operation of a method and path: a tree of path segments, made from the table of operations. Immutable. */
final class RouteTable {
    private final Node root = new Node();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<String, Endpoint> byName = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    private final Set<String> publicPaths;

    /**
     * @param streams what has doors of its own; here only to be suggested
     * @param publicPaths what anybody may read, beside the operations
     */
    RouteTable(List<Operation> operations, List<Operation> streams, Collection<String> publicPaths) {
        this.publicPaths = Set.copyOf(publicPaths);
        publicPaths.forEach(path -> routes.add(new Route("GET", path, Route.Body.NONE)));
        streams.forEach(stream -> routes.addAll(stream.routes()));
        for (Operation operation : operations) {
            Endpoint endpoint = new Endpoint(operation, endpoints.size());
            endpoints.add(endpoint);
            byName.put(operation.name(), endpoint);
            operation.aliases().forEach(alias -> byName.put(alias, endpoint));
            operation.routes().forEach(route -> add(endpoint, route));
        }
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The operation of an RPC name or alias. */
    Optional<Endpoint> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Where a request leads. A literal segment goes before a parameter. The path is as sent, without query. */
    Found find(String method, String path) throws InvalidRequest {
        Node node = root;
        List<String> values = List.of();
        int from = 1;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = UriText.path(path.substring(from, to));
            Node literal = node.literals.get(segment);
            if (literal != null) {
                node = literal;
            } else if (node.parameter.isPresent() && !segment.isEmpty()) {
                node = node.parameter.get();
                if (values.isEmpty()) {
                    values = new ArrayList<>(2);
                }
                values.add(segment);
            } else {
                return publicPaths.contains(path) ? new Found.Public() : new Found.NoPath();
            }
            from = to + 1;
        }
        Target target = node.targets.get(method);
        if (target != null) {
            return new Found.Match(target, values);
        }
        return node.targets.isEmpty()
                ? new Found.NoPath()
                : new Found.NoMethod(
                        new TreeSet<>(node.targets.keySet()).stream().toList());
    }

    /** The routes most like a method and path that lead nowhere, best first, as {@code METHOD /template}; at most three. */
    List<String> suggestions(String method, String path) {
        List<String> given = segments(path);
        TreeMap<Integer, List<String>> ranked = new TreeMap<>();
        for (Route route : routes) {
            int distance = distance(given, segments(route.path())) * 4
                    + (route.method().equals(method) ? 0 : 3);
            ranked.computeIfAbsent(distance, any -> new ArrayList<>()).add(route.method() + " " + route.path());
        }
        return ranked.values().stream().flatMap(List::stream).limit(3).toList();
    }

    private void add(Endpoint endpoint, Route route) {
        Node node = root;
        List<Parameter> path = new ArrayList<>();
        for (String segment : segments(route.path())) {
            if (segment.startsWith("{")) {
                Node next = node.parameter.orElseGet(Node::new);
                node.parameter = Optional.of(next);
                node = next;
                path.add(endpoint.parameters().get(segment.substring(1, segment.length() - 1)));
            } else {
                node = node.literals.computeIfAbsent(segment, any -> new Node());
            }
        }
        node.targets.put(route.method(), new Target(endpoint, route, path));
        routes.add(route);
    }

    private static List<String> segments(String path) {
        // Bounded, so that a hostile address costs no more than any other.
        String bounded = path.length() > 256 ? path.substring(0, 256) : path;
        List<String> segments =
                List.of(bounded.substring(bounded.startsWith("/") ? 1 : 0).split("/", 12));
        return segments;
    }

    /** Edits between two paths: segments are matched in order, a parameter takes anything, a missing segment costs its length. */
    private static int distance(List<String> given, List<String> template) {
        int[][] cost = new int[given.size() + 1][template.size() + 1];
        for (int i = 0; i <= given.size(); i++) {
            for (int j = 0; j <= template.size(); j++) {
                if (i == 0 && j == 0) {
                    continue;
                }
                int best = Integer.MAX_VALUE;
                if (i > 0) {
                    best = Math.min(best, cost[i - 1][j] + 1 + given.get(i - 1).length());
                }
                if (j > 0) {
                    best = Math.min(best, cost[i][j - 1] + 1 + weight(template.get(j - 1)));
                }
                if (i > 0 && j > 0) {
                    best = Math.min(best, cost[i - 1][j - 1] + edits(given.get(i - 1), template.get(j - 1)));
                }
                cost[i][j] = best;
            }
        }
        return cost[given.size()][template.size()];
    }

    private static int weight(String segment) {
        return segment.startsWith("{") ? 2 : segment.length();
    }

    private static int edits(String given, String segment) {
        if (segment.startsWith("{")) {
            return given.isEmpty() ? 2 : 0;
        }
        int[] row = new int[segment.length() + 1];
        for (int j = 0; j <= segment.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= given.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= segment.length(); j++) {
                int same = corner + (given.charAt(i - 1) == segment.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[segment.length()];
    }

    /** What {@link #find} found. */
    sealed interface Found {
        /** An operation, and the decoded values of its path parameters in order. */
        record Match(Target target, List<String> values) implements Found {}

        /** A path that exists, for other methods. */
        record NoMethod(List<String> allowed) implements Found {}

        /** A page that needs no token and costs nothing. */
        record Public() implements Found {}

        /** No such path. */
        record NoPath() implements Found {}
    }

    /** A route of an operation and its path parameters in order. */
    record Target(Endpoint endpoint, Route route, List<Parameter> path) {}

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Target> targets = new HashMap<>();
        private Optional<Node> parameter = Optional.empty();
    }
}
