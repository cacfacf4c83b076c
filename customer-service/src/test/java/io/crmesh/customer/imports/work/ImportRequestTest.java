package io.crmesh.customer.imports.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.HistoryEntry;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A requested work is done once, even if processes are killed meanwhile, and its user is recorded. */
@ServiceTest
class ImportRequestTest {

    private final String tag = Api.key().substring(0, 8);
    private ApplicationContext service;
    private ImportClient client;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        this.service = service;
        this.client = new ImportClient(service);
    }

    @AfterEach
    void startDispatcher() {
        client.stopDispatcher();
        client.startDispatcher();
    }

    @Test
    void repeatedRequestAfterTheEndStartsNothing() {
        var id = client.uploaded(ImportClient.customers(2, tag));

        assertDoneOnce(id, "validate", "VALIDATED");
        assertDoneOnce(id, "start", "COMPLETED");
        assertDoneOnce(id, "revert", "REVERTED");
    }

    private void assertDoneOnce(String id, String what, String state) {
        var key = Api.key();
        var seen = client.version(id);
        var asked = client.request(id, what, key, seen, "").expect(202);
        client.ended(id, state);
        var after = client.version(id);
        client.stopDispatcher();

        var again = client.request(id, what, key, seen, "").expect(202);

        assertThat(asked.replayed()).isFalse();
        assertThat(asked.etag()).isNotEqualTo(seen).isNotEqualTo(after);
        assertThat(again.replayed()).isTrue();
        assertThat(again.etag()).isEqualTo(after);
        assertThat(again.location()).isEqualTo(ImportClient.PATH + "/" + id);
        assertThat(again.body().get("state").asString()).isEqualTo(state);
        assertThat(again.body().has("work")).isFalse();
        assertThat(client.version(id)).isEqualTo(after);
        client.startDispatcher();
    }

    @Test
    void idempotencyKeyStandsForOneRequestOnAnyVersion() {
        var id = client.validated(ImportClient.customers(2, tag));
        var key = Api.key();
        client.stopDispatcher();
        var asked = client.request(id, "start", key, client.version(id), "").expect(202);

        var again = client.request(id, "start", key, "\"1\"", "").expect(202);
        var otherBody = client.request(id, "start", key, client.version(id), "{}");
        var otherWish = client.request(id, "validate", key, client.version(id), "");

        assertThat(again.replayed()).isTrue();
        assertThat(again.etag()).isEqualTo(asked.etag());
        assertThat(otherBody.expect(422).slug()).isEqualTo("key-reused");
        assertThat(otherWish.expect(422).slug()).isEqualTo("key-reused");
        client.startDispatcher();
        client.ended(id, "COMPLETED");
    }

    @Test
    void staleVersionIsRefused() {
        var id = client.validated(ImportClient.customers(2, tag));

        client.request(id, "start", Api.key(), "\"1\"", "").expect(412);

        assertThat(client.show(id).has("work")).isFalse();
    }

    @Test
    void historyNamesTheRequestingUser() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.after(id, "start", "COMPLETED");
        client.after(id, "revert", "REVERTED");

        assertThat(events(id))
                .extracting(RecordedEvent::type, event -> event.actor().toString(), ImportRequestTest::body)
                .contains(
                        tuple("import.asked", "USER:local", "{\"work\":\"VALIDATION\"}"),
                        tuple("import.asked", "USER:local", "{\"work\":\"RUN\"}"),
                        tuple("import.asked", "USER:local", "{\"work\":\"REVERSAL\"}"));
        assertThat(events(id))
                .filteredOn(event -> event.actor().toString().equals("SYSTEM:imports"))
                .extracting(RecordedEvent::type)
                .containsExactly("import.reverted", "import.completed", "import.started", "import.validated");
    }

    @Test
    void requestToProcessKilledAtOnceIsDone() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        var waiting = client.show(id);

        client.startDispatcher();

        client.ended(id, "COMPLETED");
        assertThat(waiting.at("/work/kind").asString()).isEqualTo("RUN");
        assertThat(waiting.at("/work/line").asInt()).isZero();
        assertThat(client.countCustomers(tag)).isEqualTo(2);
    }

    @Test
    void runCancelledBeforeItBeganImportsNothingAndRecordsTheUser() throws InterruptedException {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        var task = client.claim();
        var before = imports().get(id, new AccessScope.All()).state();

        client.request(id, "cancel").expect(202);
        service.getBean(ImportProcessor.class).run(task, before, () -> true);

        assertThat(client.ended(id, "VALIDATED").has("failure")).isFalse();
        assertThat(events(id).getFirst())
                .extracting(RecordedEvent::type, event -> event.actor().toString(), ImportRequestTest::body)
                .containsExactly("import.cancelled", "USER:local", "{\"work\":\"RUN\"}");
        assertThat(client.countCustomers(tag)).isZero();
    }

    @Test
    void repeatedCancellationIsDoneOnce() throws InterruptedException {
        var id = client.validated(ImportClient.customers(1200, tag));
        var key = Api.key();
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        var running = client.claim();
        client.runOneBlock(running);
        client.request(id, "cancel", key, client.version(id), "").expect(202);
        client.expireLease(running);
        client.startDispatcher();
        client.ended(id, "FAILED");

        var again = client.request(id, "cancel", key, "\"1\"", "").expect(202);

        assertThat(again.replayed()).isTrue();
        assertThat(again.body().get("state").asString()).isEqualTo("FAILED");
        assertThat(events(id).subList(0, 2))
                .extracting(RecordedEvent::type, event -> event.actor().toString())
                .containsExactly(tuple("import.failed", "SYSTEM:imports"), tuple("import.cancelled", "USER:local"));
    }

    @Test
    void validationCanBeRequestedRightAfterCancellation() throws InterruptedException {
        var id = client.uploaded(ImportClient.customers(1200, tag));
        client.stopDispatcher();
        client.request(id, "validate").expect(202);
        var killed = client.claim();
        client.runOneBlock(killed);

        client.request(id, "cancel").expect(202);
        var cancelled = client.show(id);
        client.request(id, "validate").expect(202);
        client.expireLease(killed);
        client.startDispatcher();

        var ended = client.ended(id, "VALIDATED");
        assertThat(cancelled.has("work")).isFalse();
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(1200);
        assertThat(events(id))
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "import.validated", "import.asked", "import.cancelled", "import.asked", "import.uploaded");
    }

    @Test
    void stuckValidationIsDroppedAndMayBeRequestedAgain() throws InterruptedException {
        var id = client.uploaded(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "validate").expect(202);
        for (int attempt = 0; attempt < 10; attempt++) {
            client.expireLease(client.claim());
        }

        client.runOneBlock(client.claim());

        assertThat(client.ended(id, "UPLOADED").has("work")).isFalse();
        assertThat(events(id).getFirst())
                .extracting(RecordedEvent::type, ImportRequestTest::body)
                .containsExactly("import.dropped", "{\"work\":\"VALIDATION\",\"reason\":\"STUCK\"}");
        client.startDispatcher();
        client.after(id, "validate", "VALIDATED");
    }

    @Test
    void requestAtTheEndOfRetentionIsDropped() throws InterruptedException {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        service.getBean(ImportRows.class).markGone(id);

        client.runOneBlock(client.claim());

        client.ended(id, "VALIDATED");
        assertThat(body(events(id).getFirst())).isEqualTo("{\"work\":\"RUN\",\"reason\":\"REMOVED\"}");
        assertThat(client.countCustomers(tag)).isZero();
    }

    @Test
    void requestBeforeClearingBeganIsDone() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        service.getBean(ImportTasks.class).add(id, WorkKind.CLEARING, "cleared");
        client.request(id, "start").expect(202);

        client.startDispatcher();

        client.ended(id, "COMPLETED");
        assertThat(client.countCustomers(tag)).isEqualTo(2);
    }

    /** Newest first. */
    private List<RecordedEvent> events(String id) {
        return imports().history(id, 0, 50, new AccessScope.All()).stream()
                .map(HistoryEntry::event)
                .toList();
    }

    private Imports imports() {
        return service.getBean(Imports.class);
    }

    private static String body(RecordedEvent event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }
}
