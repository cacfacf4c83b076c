package io.crmesh.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GeneratedFileTest {

    @TempDir
    private Path folder;

    @Test
    void writtenDocumentIsFoundUnchanged() {
        var document = json("{\"paths\":{\"/orders\":{\"get\":{\"tags\":[\"orders\"]}}},\"openapi\":\"3.1.0\"}");

        writing().check(document);

        assertThatCode(() -> comparing().check(document)).doesNotThrowAnyException();
        assertThat(file()).content().startsWith("{\n  \"openapi\"").endsWith("}\n");
    }

    @Test
    void differenceIsReportedWithPathAndRemedy() {
        writing().check(json("{\"paths\":{\"/orders\":{\"get\":1,\"put\":2}},\"tags\":[\"a\"]}"));

        assertThatThrownBy(() -> comparing()
                        .check(json("{\"paths\":{\"/orders\":{\"get\":3,\"post\":4}},\"tags\":[\"a\",\"b\"]}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "~ /paths/~1orders/get: 1 -> 3",
                        "- /paths/~1orders/put = 2",
                        "+ /paths/~1orders/post = 4",
                        "+ /tags/1 = \"b\"",
                        "in 4 places",
                        "-Dcontracts.write=true");
    }

    @Test
    void missingFileIsReported() {
        assertThatThrownBy(() -> comparing().check(json("{}"))).hasMessageContaining("does not exist yet");
    }

    @Test
    void otherLayoutIsReported() throws IOException {
        Files.writeString(file(), "{ \"openapi\": \"3.1.0\" }");

        assertThatThrownBy(() -> comparing().check(json("{\"openapi\":\"3.1.0\"}")))
                .hasMessageContaining("another layout");
    }

    @Test
    void serversAreIgnored() {
        var document = OpenApiFile.withoutServers(
                "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"http://127.0.0.1:49152\"}],\"paths\":{}}");

        assertThat(document).isEqualTo(json("{\"openapi\":\"3.1.0\",\"paths\":{}}"));
    }

    @Test
    void problemInsteadOfDocumentIsRefused() {
        assertThatThrownBy(() -> OpenApiFile.withoutServers("{\"status\":401}")).hasMessageContaining("401");
        assertThatThrownBy(() -> OpenApiFile.check("no-service", "{\"status\":401}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void openApiFileLiesBesideEvents() {
        var file = OpenApiFile.of("order-service");

        assertThat(file).endsWithRaw(Path.of("contracts", "openapi", "order-service.json"));
        assertThat(file.resolve("../../events").normalize()).isDirectory();
    }

    @Test
    void contractsAreFoundFromFolderOfService() throws IOException {
        var contracts = folder.resolve("contracts");
        Files.createDirectories(contracts.resolve("events"));
        var service = folder.resolve("order-service");

        assertThat(ContractsFolder.above(service)).isEqualTo(contracts);
        assertThat(ContractsFolder.above(contracts)).isEqualTo(contracts);
        assertThat(ContractsFolder.above(folder)).isEqualTo(contracts);
    }

    @Test
    void folderOutsideSourceTreeIsRefused(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> ContractsFolder.above(elsewhere)).hasMessageContaining("no contracts/events");
    }

    private GeneratedFile writing() {
        return new GeneratedFile(file(), true);
    }

    private GeneratedFile comparing() {
        return new GeneratedFile(file(), false);
    }

    private Path file() {
        return folder.resolve("order-service.json");
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
