package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.HistoryEntry;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What somebody asks of an import is done once, whoever dies meanwhile, and it is known who asked. */
@ServiceTest
class ImportAskedTest {

    private final String tag = Api.key().substring(0, 8);
    private ApplicationContext service;
    private Importing importing;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        this.service = service;
        this.importing = new Importing(service);
    }

    @AfterEach
    void goOn() {
        importing.halt();
        importing.goOn();
    }

    @Test
    void theSameRequestAfterTheEndIsARepetitionThatStartsNothing() {
        var id = importing.uploaded(Importing.customers(2, tag));

        isDoneOnce(id, "validation", "VALIDATED");
        isDoneOnce(id, "start", "COMPLETED");
        isDoneOnce(id, "reversal", "REVERTED");
    }

    private void isDoneOnce(String id, String what, String state) {
        var key = Api.key();
        var seen = importing.version(id);
        var asked = importing.ask(id, what, key, seen, "").expect(202);
        importing.ended(id, state);
        var after = importing.version(id);
        importing.halt();

        var again = importing.ask(id, what, key, seen, "").expect(202);

        assertThat(asked.replayed()).isFalse();
        assertThat(asked.etag()).isNotEqualTo(seen).isNotEqualTo(after);
        assertThat(again.replayed()).isTrue();
        assertThat(again.etag()).isEqualTo(after);
        assertThat(again.location()).isEqualTo(Importing.PATH + "/" + id);
        assertThat(again.body().get("state").asString()).isEqualTo(state);
        assertThat(again.body().has("work")).isFalse();
        assertThat(importing.version(id)).isEqualTo(after);
        importing.goOn();
    }

    @Test
    void aKeyStandsForOneRequestWhateverVersionItSaw() {
        var id = importing.validated(Importing.customers(2, tag));
        var key = Api.key();
        importing.halt();
        var asked = importing.ask(id, "start", key, importing.version(id), "").expect(202);

        var again = importing.ask(id, "start", key, "\"1\"", "").expect(202);
        var otherBody = importing.ask(id, "start", key, importing.version(id), "{}");
        var otherWish = importing.ask(id, "validation", key, importing.version(id), "");

        assertThat(again.replayed()).isTrue();
        assertThat(again.etag()).isEqualTo(asked.etag());
        assertThat(otherBody.expect(422).slug()).isEqualTo("key-reused");
        assertThat(otherWish.expect(422).slug()).isEqualTo("key-reused");
        importing.goOn();
        importing.ended(id, "COMPLETED");
    }

    @Test
    void whoActsOnAnOldVersionIsToldSo() {
        var id = importing.validated(Importing.customers(2, tag));

        importing.ask(id, "start", Api.key(), "\"1\"", "").expect(412);

        assertThat(importing.show(id).has("work")).isFalse();
    }

    @Test
    void historyNamesThePersonWhoAsked() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.after(id, "start", "COMPLETED");
        importing.after(id, "reversal", "REVERTED");

        assertThat(facts(id))
                .extracting(Fact::type, fact -> fact.actor().toString(), ImportAskedTest::body)
                .contains(
                        tuple("import.asked", "USER:local", "{\"work\":\"VALIDATION\"}"),
                        tuple("import.asked", "USER:local", "{\"work\":\"RUN\"}"),
                        tuple("import.asked", "USER:local", "{\"work\":\"REVERSAL\"}"));
        assertThat(facts(id))
                .filteredOn(fact -> fact.actor().toString().equals("SYSTEM:imports"))
                .extracting(Fact::type)
                .containsExactly("import.reverted", "import.completed", "import.started", "import.validated");
    }

    @Test
    void whatWasAskedOfAProcessThatDiedAtOnceIsDone() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        var waiting = importing.show(id);

        importing.goOn();

        importing.ended(id, "COMPLETED");
        assertThat(waiting.at("/work/kind").asString()).isEqualTo("RUN");
        assertThat(waiting.at("/work/line").asInt()).isZero();
        assertThat(importing.there(tag)).isEqualTo(2);
    }

    @Test
    void aRunThatIsCancelledBeforeItBeganLeavesNothingAndIsKnownByWhom() throws InterruptedException {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        var task = importing.claim();
        var before = imports().get(id, new Scope.All()).state();

        importing.ask(id, "cancellation").expect(202);
        service.getBean(ImportIntake.class).run(task, before, () -> true);

        assertThat(importing.ended(id, "VALIDATED").has("failure")).isFalse();
        assertThat(facts(id).getFirst())
                .extracting(Fact::type, fact -> fact.actor().toString(), ImportAskedTest::body)
                .containsExactly("import.cancelled", "USER:local", "{\"work\":\"RUN\"}");
        assertThat(importing.there(tag)).isZero();
    }

    @Test
    void cancellingIsDoneOnceAsWell() throws InterruptedException {
        var id = importing.validated(Importing.customers(1200, tag));
        var key = Api.key();
        importing.halt();
        importing.ask(id, "start").expect(202);
        var running = importing.claim();
        importing.oneBlock(running);
        importing.ask(id, "cancellation", key, importing.version(id), "").expect(202);
        importing.abandon(running);
        importing.goOn();
        importing.ended(id, "FAILED");

        var again = importing.ask(id, "cancellation", key, "\"1\"", "").expect(202);

        assertThat(again.replayed()).isTrue();
        assertThat(again.body().get("state").asString()).isEqualTo("FAILED");
        assertThat(facts(id).subList(0, 2))
                .extracting(Fact::type, fact -> fact.actor().toString())
                .containsExactly(tuple("import.failed", "SYSTEM:imports"), tuple("import.cancelled", "USER:local"));
    }

    @Test
    void aCancelledValidationMakesRoomForTheNextAtOnce() throws InterruptedException {
        var id = importing.uploaded(Importing.customers(1200, tag));
        importing.halt();
        importing.ask(id, "validation").expect(202);
        var killed = importing.claim();
        importing.oneBlock(killed);

        importing.ask(id, "cancellation").expect(202);
        var cancelled = importing.show(id);
        importing.ask(id, "validation").expect(202);
        importing.abandon(killed);
        importing.goOn();

        var ended = importing.ended(id, "VALIDATED");
        assertThat(cancelled.has("work")).isFalse();
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(1200);
        assertThat(facts(id))
                .extracting(Fact::type)
                .containsExactly(
                        "import.validated", "import.asked", "import.cancelled", "import.asked", "import.uploaded");
    }

    @Test
    void whatCannotBeJudgedIsGivenUpAndMayBeAskedForAgain() throws InterruptedException {
        var id = importing.uploaded(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "validation").expect(202);
        for (int attempt = 0; attempt < 10; attempt++) {
            importing.abandon(importing.claim());
        }

        importing.oneBlock(importing.claim());

        assertThat(importing.ended(id, "UPLOADED").has("work")).isFalse();
        assertThat(facts(id).getFirst())
                .extracting(Fact::type, ImportAskedTest::body)
                .containsExactly("import.dropped", "{\"work\":\"VALIDATION\",\"reason\":\"STUCK\"}");
        importing.goOn();
        importing.after(id, "validation", "VALIDATED");
    }

    @Test
    void whatIsAskedJustAsTheTermEndsIsGivenUp() throws InterruptedException {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        importing.ask(id, "start").expect(202);
        service.getBean(ImportRows.class).sayGone(id);

        importing.oneBlock(importing.claim());

        importing.ended(id, "VALIDATED");
        assertThat(body(facts(id).getFirst())).isEqualTo("{\"work\":\"RUN\",\"reason\":\"REMOVED\"}");
        assertThat(importing.there(tag)).isZero();
    }

    @Test
    void whatIsAskedBeforeTheClearingBeganIsDone() {
        var id = importing.validated(Importing.customers(2, tag));
        importing.halt();
        service.getBean(ImportWork.class).list(id, ImportWork.Kind.CLEARING, "cleared");
        importing.ask(id, "start").expect(202);

        importing.goOn();

        importing.ended(id, "COMPLETED");
        assertThat(importing.there(tag)).isEqualTo(2);
    }

    /** Newest first. */
    private List<Fact> facts(String id) {
        return imports().history(id, 0, 50, new Scope.All()).stream()
                .map(HistoryEntry::fact)
                .toList();
    }

    private Imports imports() {
        return service.getBean(Imports.class);
    }

    private static String body(Fact fact) {
        return new String(fact.body(), StandardCharsets.UTF_8);
    }
}
