package io.crmesh.contracts;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A service's HTTP interface as its own code describes it, kept as {@code contracts/openapi/<service>.json}. */
public final class OpenApiFile {

    private OpenApiFile() {}

    /**
     * Throws an {@link AssertionError} with the differences if the kept file is not the generated document; writes it
     * under {@code -Dcontracts.write=true}. Where the document was served from does not count.
     *
     * @param service the module's name, {@code order-service}
     */
    public static void check(String service, String generatedJson) {
        GeneratedFile.at(of(service)).check(placeless(generatedJson));
    }

    static Path of(String service) {
        return ContractsFolder.here().resolve("openapi").resolve(service + ".json");
    }

    /** The generator names the host and the port on which the test happened to run. */
    static JsonNode placeless(String generatedJson) {
        if (!(Json.MAPPER.readTree(generatedJson) instanceof ObjectNode document) || !document.has("openapi")) {
            throw new AssertionError("This is not an OpenAPI document: "
                    + generatedJson.substring(0, Math.min(200, generatedJson.length())));
        }
        return document.without("servers");
    }
}
