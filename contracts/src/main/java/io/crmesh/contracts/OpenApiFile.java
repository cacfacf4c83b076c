package io.crmesh.contracts;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document that a service generates, stored as {@code contracts/openapi/<service>.json}. */
public final class OpenApiFile {

    private OpenApiFile() {}

    /**
     * Throws an {@link AssertionError} with the differences if the stored file is not the generated document; writes it
     * under {@code -Dcontracts.write=true}. The servers of the document are ignored.
     *
     * @param service the module's name, {@code order-service}
     */
    public static void check(String service, String generatedJson) {
        GeneratedFile.at(of(service)).check(withoutServers(generatedJson));
    }

    static Path of(String service) {
        return ContractsFolder.here().resolve("openapi").resolve(service + ".json");
    }

    /** Removes host and port, which the generator takes from the test that ran. */
    static JsonNode withoutServers(String generatedJson) {
        if (!(Json.MAPPER.readTree(generatedJson) instanceof ObjectNode document) || !document.has("openapi")) {
            throw new AssertionError("This is not an OpenAPI document: "
                    + generatedJson.substring(0, Math.min(200, generatedJson.length())));
        }
        return document.without("servers");
    }
}
