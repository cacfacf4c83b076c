package io.crmesh.customer.imports.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.ImportRows.Phase;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.file.ImportRetention;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.timer.Due;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.LongStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** How long files and the reports of their rows are retained, and what is left after that. */
@ServiceTest
class ImportRetentionTest {

    private final String tag = Api.key().substring(0, 8);
    private ApplicationContext service;
    private ImportClient client;
    private ImportExpiry expiry;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        this.service = service;
        this.client = new ImportClient(service);
        this.expiry = service.getBean(ImportExpiry.class);
    }

    @AfterEach
    void startDispatcher() {
        client.stopDispatcher();
        client.startDispatcher();
    }

    @Test
    void fileIsDeletedOnceItsRowsAreImported() throws IOException {
        var id = client.validated(ImportClient.customers(2, tag));
        var before = isKept(file(id));

        client.after(id, "start", "COMPLETED");

        assertThat(before).isTrue();
        assertThat(isKept(file(id))).isFalse();
    }

    @Test
    void retentionBeginsAnewWithEachEvent() {
        var id = client.uploaded(ImportClient.customers(2, tag));
        var uploaded = due(file(id));
        client.after(id, "validate", "VALIDATED");
        var validated = due(file(id));
        client.after(id, "start", "COMPLETED");
        var completed = due(file(id));

        var wanted = service.getBean(DatabaseClock.class).now().plus(Duration.ofDays(30));
        assertThat(completed).isCloseTo(wanted, within(5, ChronoUnit.MINUTES));
        assertThat(completed).isAfter(validated);
        assertThat(validated).isAfter(uploaded);
    }

    @Test
    void clearedImportKeepsOnlyItsCounts() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.after(id, "start", "COMPLETED");

        expire(file(id));
        var cleared = client.ended(id, "COMPLETED");

        assertThat(cleared.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(client.api()
                        .get(ImportClient.PATH + "/" + id + "/rows")
                        .expect(410)
                        .slug())
                .isEqualTo("gone");
        assertThat(client.request(id, "revert").expect(409).slug()).isEqualTo("import-removed");
        assertThat(rowsOf(id)).isZero();
        assertThat(client.countCustomers(tag)).isEqualTo(2);
    }

    @Test
    void importThatWasNeverStartedIsCleared() throws IOException {
        var id = client.validated(ImportClient.customers(2, tag));

        expire(file(id));
        client.ended(id, "VALIDATED");

        assertThat(isKept(file(id))).isFalse();
        assertThat(client.request(id, "start").expect(409).slug()).isEqualTo("import-removed");
    }

    @Test
    void copyOfClearedFileCannotBeDecrypted() {
        var id = client.validated(ImportClient.customers(2, tag));
        var file = file(id);
        var ofFile = Filters.regex("_id", "^" + file);
        var copy = database().getCollection("import-files").find(ofFile).into(new ArrayList<>());

        expire(file);
        var cleared = client.ended(id, "VALIDATED");
        database().getCollection("import-files").insertMany(copy);

        assertThatThrownBy(() -> isKept(file)).isInstanceOf(Gone.class);
        assertThat(cleared.has("columns")).isFalse();
        assertThat(cleared.has("mapping")).isFalse();
        database().getCollection("import-files").deleteMany(ofFile);
    }

    @Test
    void requestAtTheEndOfRetentionImportsNothing() {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        service.getBean(ImportRows.class).markGone(id);
        service.getBean(ImportFiles.class).destroy(file(id));

        client.startDispatcher();

        client.ended(id, "VALIDATED");
        assertThat(client.countCustomers(tag)).isZero();
    }

    @Test
    void killedClearingGoesOnAndNoReaderSeesHalfOfIt() throws InterruptedException {
        var id = client.validated(ImportClient.customers(1, tag));
        client.after(id, "start", "COMPLETED");
        var rows = service.getBean(ImportRows.class);
        rows.add(
                id,
                Phase.IMPORTED,
                LongStream.rangeClosed(3, 2500)
                        .mapToObj(line -> RowReport.invalid(line, null, "for the sake of it"))
                        .toList());
        client.stopDispatcher();
        expire(file(id));

        var killed = client.claim();
        client.runOneBlock(killed);
        client.runOneBlock(killed);
        var left = rowsOf(id);
        client.api().get(ImportClient.PATH + "/" + id + "/rows").expect(410);
        client.expireLease(killed);
        client.startDispatcher();

        client.ended(id, "COMPLETED");
        assertThat(left).isPositive();
        assertThat(rowsOf(id)).isZero();
    }

    @Test
    void importWithRequestedWorkBeginsAnotherRetention() throws IOException {
        var id = client.validated(ImportClient.customers(2, tag));
        client.stopDispatcher();
        client.request(id, "start").expect(202);
        var before = due(file(id));

        expire(file(id));
        client.startDispatcher();

        client.ended(id, "COMPLETED");
        assertThat(due(file(id))).isAfter(before);
        client.api().get(ImportClient.PATH + "/" + id + "/rows").expect(200);
    }

    @Test
    void failedUploadIsDeleted() throws IOException {
        var files = service.getBean(ImportFiles.class);
        var orphan = ImportFiles.nameFor("imp_none");
        var _ = files.store(orphan, new ByteArrayInputStream(new byte[20_000_000]), 100_000_000);

        expire(orphan);

        assertThat(isKept(orphan)).isFalse();
        assertThat(database().getCollection("import-files").countDocuments(Filters.regex("_id", "^imp_none")))
                .isZero();
    }

    private void expire(String file) {
        expiry.fire(new Due("import-term:" + file, Instant.EPOCH, ImportRetention.KIND, file));
    }

    private String file(String id) {
        return service.getBean(Imports.class)
                .get(id, new AccessScope.All())
                .state()
                .file()
                .name();
    }

    private boolean isKept(String file) throws IOException {
        try (var content = service.getBean(ImportFiles.class).open(file)) {
            return content.read() >= 0;
        }
    }

    private Instant due(String file) {
        @Nullable
        Document timer = database()
                .getCollection("timers")
                .find(Filters.eq("import-term:" + file))
                .first();
        return Objects.requireNonNull(timer).getDate("due").toInstant();
    }

    private long rowsOf(String id) {
        return database().getCollection("import-rows").countDocuments(Filters.regex("part", "^" + id));
    }

    private MongoDatabase database() {
        return service.getBean(MongoDatabase.class);
    }
}
