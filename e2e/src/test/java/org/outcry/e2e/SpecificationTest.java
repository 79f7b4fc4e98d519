package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specification as others use it: a linter accepts it, and clients made from it trade. */
class SpecificationTest {
    @TempDir
    static Path directory;

    private static Product product;
    private static Path document;

    @BeforeAll
    static void start() throws Exception {
        product = Product.start(directory.resolve("data"), "start", "--port", "0");
        document = directory.resolve("openapi.json");
        Files.writeString(
                document, product.send("GET", "/v1/api/openapi.json", "").body());
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void theLinterFindsNoError() throws Exception {
        Path yaml = directory.resolve("openapi.yaml");
        Files.writeString(yaml, product.send("GET", "/v1/api/openapi.yaml", "").body());
        for (Path each : new Path[] {document, yaml}) {
            String said = NodePackages.run(
                    "redocly",
                    Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                    "lint",
                    each.toString());
            assertTrue(said.contains("valid"), said);
        }
    }

    @Test
    void theLinterFindsNoErrorInTheDomains() throws Exception {
        for (String name : new String[] {"openapi.json", "openapi.yaml"}) {
            Path saved = directory.resolve("domains." + name);
            Files.writeString(saved, domain(name));
            String said = NodePackages.run(
                    "redocly",
                    Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                    "lint",
                    saved.toString());
            assertTrue(said.contains("valid"), said);
        }
    }

    @Test
    void aTypeScriptClientOfTheDomainsCompilesAndTrades() throws Exception {
        Path project = directory.resolve("domains");
        Files.createDirectories(project);
        Path saved = project.resolve("openapi.json");
        Files.writeString(saved, domain("openapi.json"));
        typescript(project, saved, "domains.schema.d.ts", "domains");
        String said = Product.run(
                Duration.ofMinutes(4),
                Map.of(
                        "OUTCRY_DOMAIN",
                        address() + "/v1",
                        "OUTCRY_PASSWORD",
                        Files.readString(directory.resolve("data/password")).strip()),
                "node",
                project.resolve("domains.js").toString());
        assertTrue(said.contains("generated typescript client of the domains: Filled 2 orderQty true"), said);
    }

    private static String domain(String page) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + "/" + page)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Of the demo domain, as the start says it. */
    private static String address() throws IOException {
        Matcher line = Pattern.compile("(?m)^ +demo +(http\\S+)/v1").matcher(product.text());
        assertTrue(line.find(), product.text());
        return line.group(1);
    }

    @Test
    void aTypeScriptClientMadeFromItCompilesAndTrades() throws Exception {
        Path project = directory.resolve("typescript");
        Files.createDirectories(project);
        typescript(project, document, "schema.d.ts", "trade");
        String said = Product.run(
                Duration.ofMinutes(4),
                environment(),
                "node",
                project.resolve("trade.js").toString());
        assertTrue(said.contains("generated typescript client: Filled 2 invalid_account true"), said);
    }

    /** Types of a document and a program that uses them, compiled. */
    private static void typescript(Path project, Path specification, String types, String program) throws Exception {
        Files.createSymbolicLink(
                project.resolve("node_modules"), NodePackages.installed().resolve("node_modules"));
        NodePackages.run(
                "openapi-typescript",
                Map.of(),
                specification.toString(),
                "-o",
                project.resolve(types).toString(),
                "--default-non-nullable=false");
        copy(program + ".ts", project);
        Files.writeString(project.resolve("package.json"), "{\"type\":\"module\"}");
        Files.writeString(project.resolve("tsconfig.json"), """
                {"compilerOptions":{"strict":true,"target":"es2022","module":"nodenext","skipLibCheck":true,
                 "lib":["es2022","dom"],"types":[]},"files":["%s.ts"]}""".formatted(program));
        NodePackages.run("tsc", Map.of(), "--project", project.toString());
    }

    @Test
    void aJavaClientMadeFromItCompilesAndTrades() throws Exception {
        Path project = directory.resolve("java");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Product.run(
                Duration.ofMinutes(6),
                Map.of(),
                java,
                "-Xmx512m",
                "-jar",
                Path.of("target", "tools", "openapi-generator-cli.jar")
                        .toAbsolutePath()
                        .toString(),
                "generate",
                "-i",
                document.toString(),
                "-g",
                "java",
                "--library",
                "native",
                "-o",
                project.toString(),
                // One quote or an array of them is more than this generator's union types can say.
                "--schema-mappings",
                "QuoteReply=com.fasterxml.jackson.databind.JsonNode",
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true,apiPackage=client.api,"
                        + "modelPackage=client.model,invokerPackage=client");
        copy("Trade.java", project);
        List<String> compile = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-nowarn",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                project.resolve("classes").toString(),
                project.resolve("Trade.java").toString()));
        try (Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> compile.add(file.toString()));
        }
        Product.run(Duration.ofMinutes(6), Map.of(), compile.toArray(String[]::new));
        String said = Product.run(
                Duration.ofMinutes(4),
                environment(),
                java,
                "-cp",
                project.resolve("classes") + ":" + System.getProperty("java.class.path"),
                "Trade");
        assertTrue(said.contains("generated java client: Filled true 2 400 true"), said);
    }

    private static Map<String, String> environment() {
        return Map.of("OUTCRY_URL", product.url(), "OUTCRY_TOKEN", product.token());
    }

    private static void copy(String name, Path folder) throws Exception {
        Files.createDirectories(folder);
        try (var source = SpecificationTest.class.getResourceAsStream("/clients/generated/" + name)) {
            Files.write(folder.resolve(name), source.readAllBytes());
        }
    }
}
