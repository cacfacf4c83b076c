package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server-sent events of an import's progress. */
@ServiceTest
class ImportProgressTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String tag = Api.key().substring(0, 8);
    private ImportClient imports;
    private int port;

    @BeforeEach
    void open(@Autowired ApplicationContext service, @LocalServerPort int port) {
        this.imports = new ImportClient(service);
        this.port = port;
    }

    @AfterEach
    void startDispatcher() {
        imports.stopDispatcher();
        imports.startDispatcher();
        client.shutdownNow(); // closing would wait for a stream that a failed test left open
    }

    @Test
    void progressStreamSendsEachStepUntilTheEnd() throws InterruptedException {
        var id = imports.validated(ImportClient.customers(1200, tag));
        imports.stopDispatcher();
        imports.request(id, "start").expect(202);
        var heard = new CopyOnWriteArrayList<JsonNode>();
        var end = client.sendAsync(request(id), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body()
                        .filter(line -> line.startsWith("data:"))
                        .forEach(line -> heard.add(JSON.readTree(line.substring(5)))));

        awaitRows(heard, 0);
        var first = imports.claim();
        imports.runOneBlock(first);
        awaitRows(heard, 500);
        imports.expireLease(first);
        var second = imports.claim();
        imports.runOneBlock(second);
        awaitRows(heard, 1000);
        imports.expireLease(second);
        imports.startDispatcher();

        await().until(end::isDone);
        assertThat(end).isCompleted();
        assertThat(heard.getFirst().at("/work/kind").asString()).isEqualTo("RUN");
        assertThat(heard.getLast().get("state").asString()).isEqualTo("COMPLETED");
        assertThat(heard.getLast().at("/counts/created").asInt()).isEqualTo(1200);
        assertThat(heard.getLast().has("work")).isFalse();
    }

    @Test
    void disconnectedClientDoesNotStopTheImport() throws IOException, InterruptedException {
        var id = imports.validated(ImportClient.customers(600, tag));
        imports.stopDispatcher();
        imports.request(id, "start").expect(202);

        try (var gone = HttpClient.newHttpClient();
                InputStream stream =
                        gone.send(request(id), BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).isPositive();
            gone.shutdownNow();
        }
        imports.startDispatcher();

        var ended = imports.ended(id, "COMPLETED");
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(600);
        var later = client.send(request(id), BodyHandlers.ofString()).body();
        assertThat(later).contains("event:progress").contains("\"COMPLETED\"");
    }

    @Test
    void progressOfUnknownImportIsNotFound() throws IOException, InterruptedException {
        var answer = client.send(request("imp_none"), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private static void awaitRows(List<JsonNode> heard, int rows) {
        await().until(() ->
                heard.stream().anyMatch(view -> view.at("/counts/rows").asInt() == rows && view.has("work")));
    }

    private HttpRequest request(String id) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s/%s/events".formatted(port, ImportClient.PATH, id)))
                .header("Authorization", "Bearer " + TestIssuer.admin())
                .header("Accept", "text/event-stream")
                .build();
    }
}
