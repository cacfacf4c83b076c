package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.crmesh.customer.imports.ImportRows.Fate;
import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Scope;
import io.crmesh.platform.store.DatabaseClock;
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

/** How long files and the fates of their rows are kept, and what is left after that. */
@ServiceTest
class ImportTermTest {

    private final String tag = Api.key().substring(0, 8);
    private ApplicationContext service;
    private Importing importing;
    private ImportExpiry expiry;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        this.service = service;
        this.importing = new Importing(service);
        this.expiry = service.getBean(ImportExpiry.class);
    }

    @AfterEach
    void goOn() {
        importing.halt();
        importing.goOn();
    }

    @Test
    void aFileIsGoneOnceItsRowsAreIn() throws IOException {
        var id = importing.validated(Importing.customers(2, tag));
        var before = isKept(file(id));

        importing.after(id, "start", "COMPLETED");

        assertThat(before).isTrue();
        assertThat(isKept(file(id))).isFalse();
    }

    @Test
    void theTermBeginsAnewWithAllThatHappens() {
        var id = importing.uploaded(Importing.customers(2, tag));
        var uploaded = due(file(id));
        importing.after(id, "validation", "VALIDATED");
        var validated = due(file(id));
        importing.after(id, "start", "COMPLETED");
        var completed = due(file(id));

        var wanted = service.getBean(DatabaseClock.class).now().plus(Duration.ofDays(30));
        assertThat(completed).isCloseTo(wanted, within(5, ChronoUnit.MINUTES));
        assertThat(completed).isAfter(validated);
        assertThat(validated).isAfter(uploaded);
    }

    @Test
    void afterItsTermAnImportTellsItsCountsAndNoMore() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.after(id, "start", "COMPLETED");

        expire(file(id));
        var cleared = importing.ended(id, "COMPLETED");

        assertThat(cleared.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(importing
                        .api()
                        .get(Importing.PATH + "/" + id + "/rows")
                        .expect(410)
                        .slug())
                .isEqualTo("gone");
        assertThat(importing.ask(id, "reversal").expect(409).slug()).isEqualTo("import-removed");
        assertThat(rowsOf(id)).isZero();
        assertThat(importing.there(tag)).isEqualTo(2);
    }

    @Test
    void anImportThatWasNeverStartedIsClearedAsWell() throws IOException {
        var id = importing.validated(Importing.customers(2, tag));

        expire(file(id));
        importing.ended(id, "VALIDATED");

        assertThat(isKept(file(id))).isFalse();
        assertThat(importing.ask(id, "start").expect(409).slug()).isEqualTo("import-removed");
    }

    @Test
    void afterItsTermItsFileOpensToNobodyNotEvenInACopy() {
        var id = importing.validated(Importing.customers(2, tag));
        var file = file(id);
        var ofFile = Filters.regex("_id", "^" + file);
        var copy = database().getCollection("import-files").find(ofFile).into(new ArrayList<>());

        expire(file);
        var cleared = importing.ended(id, "VALIDATED");
        database().getCollection("import-files").insertMany(copy);

        assertThatThrownBy(() -> isKept(file)).isInstanceOf(Gone.class);
        assertThat(cleared.has("columns")).isFalse();
        assertThat(cleared.has("mapping")).isFalse();
        database().getCollection("import-files").deleteMany(ofFile);
    }

    @Test
    void whatIsAskedJustAsItsTermEndsIsDropped() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        service.getBean(ImportRows.class).sayGone(id);
        service.getBean(ImportFiles.class).destroy(file(id));

        importing.goOn();

        importing.ended(id, "VALIDATED");
        assertThat(importing.there(tag)).isZero();
    }

    @Test
    void clearingThatDiedGoesOnAndNobodySeesHalfOfIt() throws InterruptedException {
        var id = importing.validated(Importing.customers(1, tag));
        importing.after(id, "start", "COMPLETED");
        var rows = service.getBean(ImportRows.class);
        rows.add(
                id,
                Part.TAKEN,
                LongStream.rangeClosed(3, 2500)
                        .mapToObj(line -> Fate.invalid(line, null, "for the sake of it"))
                        .toList());
        importing.halt();
        expire(file(id));

        var killed = importing.claim();
        importing.oneBlock(killed);
        importing.oneBlock(killed);
        var left = rowsOf(id);
        importing.api().get(Importing.PATH + "/" + id + "/rows").expect(410);
        importing.abandon(killed);
        importing.goOn();

        importing.ended(id, "COMPLETED");
        assertThat(left).isPositive();
        assertThat(rowsOf(id)).isZero();
    }

    @Test
    void whatIsBeingWorkedOnBeginsAnotherTerm() throws IOException {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        var before = due(file(id));

        expire(file(id));
        importing.goOn();

        importing.ended(id, "COMPLETED");
        assertThat(due(file(id))).isAfter(before);
        importing.api().get(Importing.PATH + "/" + id + "/rows").expect(200);
    }

    @Test
    void nothingIsLeftOfAnUploadThatCameToNothing() throws IOException {
        var files = service.getBean(ImportFiles.class);
        var orphan = ImportFiles.nameFor("imp_none");
        var _ = files.keep(orphan, new ByteArrayInputStream(new byte[20_000_000]), 100_000_000);

        expire(orphan);

        assertThat(isKept(orphan)).isFalse();
        assertThat(database().getCollection("import-files").countDocuments(Filters.regex("_id", "^imp_none")))
                .isZero();
    }

    private void expire(String file) {
        expiry.fire(new Due("import-term:" + file, Instant.EPOCH, ImportTerm.KIND, file));
    }

    private String file(String id) {
        return service.getBean(Imports.class).get(id, new Scope.All()).state().file();
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
