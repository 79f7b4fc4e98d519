package org.outcry.gateway.spec;

/**
 * The public pages beside the operations.
 *
 * @param path where
 * @param type media type
 * @param summary one sentence
 */
record Discovery(String path, String type, String summary) {
    static final Discovery OPENAPI_JSON =
            new Discovery("/v1/api/openapi.json", "application/json", "OpenAPI 3.1 document as JSON.");
    static final Discovery OPENAPI_YAML =
            new Discovery("/v1/api/openapi.yaml", "application/yaml; charset=utf-8", "OpenAPI 3.1 document as YAML.");
    static final Discovery ENDPOINTS =
            new Discovery("/v1/api/_endpoints", "application/json", "Catalogue of every route.");
    static final Discovery LLMS =
            new Discovery("/v1/api/llms.txt", "text/markdown; charset=utf-8", "Index for language models.");
    static final Discovery LLMS_FULL = new Discovery(
            "/v1/api/llms-full.txt", "text/markdown; charset=utf-8", "Full reference for language models.");
    static final Discovery RULES = new Discovery(
            "/v1/api/rules.md",
            "text/markdown; charset=utf-8",
            "Rules that teach an AI assistant to write correct programs against this API.");
}
