package org.outcry.tradovate.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The whole schema file. Immutable; read once per process by {@link #standard()}. */
public final class Schema {
    private final List<Endpoint> endpoints;
    private final Map<String, Endpoint> byPath;
    private final Map<String, Type> types;
    private final Map<String, List<String>> enumerations;
    private final Map<String, Entity> entities;
    private final Map<String, SocketOperation> socketOperations;

    Schema(
            List<Endpoint> endpoints,
            Map<String, Endpoint> byPath,
            Map<String, Type> types,
            Map<String, List<String>> enumerations,
            Map<String, Entity> entities,
            Map<String, SocketOperation> socketOperations) {
        this.endpoints = endpoints;
        this.byPath = byPath;
        this.types = types;
        this.enumerations = enumerations;
        this.entities = entities;
        this.socketOperations = socketOperations;
    }

    private static final class Holder {
        private static final Schema STANDARD = SchemaFile.read();
    }

    /** The schema that ships with the product. */
    public static Schema standard() {
        return Holder.STANDARD;
    }

    /** Every endpoint, in order of the file. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** An endpoint by path without leading slash, in any case. */
    public Optional<Endpoint> endpoint(String path) {
        return Optional.ofNullable(byPath.get(path.toLowerCase(Locale.ROOT)));
    }

    /** Socket operations by path in lower case. */
    public Optional<SocketOperation> socketOperation(String path) {
        return Optional.ofNullable(socketOperations.get(path.toLowerCase(Locale.ROOT)));
    }

    public List<SocketOperation> socketOperations() {
        return List.copyOf(socketOperations.values());
    }

    /**
     * A type by name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Type type(String name) {
        Type type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no type " + name);
        }
        return type;
    }

    /** Values of an enumeration. */
    public List<String> enumeration(String name) {
        return enumerations.getOrDefault(name, List.of());
    }

    /** An entity by its name in paths. */
    public Optional<Entity> entity(String name) {
        return Optional.ofNullable(entities.get(name));
    }

    public List<Entity> entities() {
        return List.copyOf(entities.values());
    }

    public List<Type> types() {
        return List.copyOf(types.values());
    }
}
