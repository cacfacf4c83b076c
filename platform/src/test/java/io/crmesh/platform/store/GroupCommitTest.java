package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.batching.GroupCommit.Outcome;
import io.crmesh.platform.testing.RealParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents that arrive together share a request, and each gets its own outcome. */
class GroupCommitTest {

    /** Holds the first request back until all others wait. */
    static final class Gate implements CommandListener {
        final CountDownLatch open = new CountDownLatch(1);
        final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("insert")
                    || event.getCommandName().equals("update")) {
                sizes.add(event.getCommand()
                        .getArray(event.getCommandName().equals("insert") ? "documents" : "updates")
                        .size());
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    final Gate gate = new Gate();
    final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(RealParts.database().connectionString()))
            .retryWrites(false)
            .addCommandListener(gate)
            .build());
    final MongoCollection<BsonDocument> collection =
            client.getDatabase(ServiceProcess.anyName()).getCollection("things", BsonDocument.class);
    final GroupCommit writes = new GroupCommit(collection);

    @AfterEach
    void stop() {
        gate.open.countDown();
        client.close();
    }

    @Test
    void singleDocumentIsWrittenImmediately() {
        gate.open.countDown();

        assertThat(writes.insert(thing("a"))).isEqualTo(Outcome.WRITTEN);
        assertThat(writes.insert(thing("a"))).isEqualTo(Outcome.THERE);

        assertThat(gate.sizes).containsExactly(1, 1);
    }

    @Test
    void documentsArrivingMeanwhileShareTheNextRequest() throws Exception {
        var outcomes = together(IntStream.range(0, 40).mapToObj(i -> "d" + i).toList());

        assertThat(outcomes)
                .hasSize(40)
                .allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo(Outcome.WRITTEN));
        assertThat(gate.sizes).containsExactly(1, 39);
        assertThat(collection.countDocuments()).isEqualTo(40);
    }

    @Test
    void requestHoldsAtMost64Documents() throws Exception {
        var outcomes = together(IntStream.range(0, 150).mapToObj(i -> "d" + i).toList());

        assertThat(outcomes).hasSize(150).doesNotContainValue(Outcome.UNKNOWN);
        assertThat(gate.sizes).containsExactly(1, 64, 64, 21);
    }

    @Test
    void duplicateDocumentDoesNotAffectOthers() throws Exception {
        try (var plain = MongoClients.create(RealParts.database().connectionString())) {
            var _ = plain.getDatabase(collection.getNamespace().getDatabaseName())
                    .getCollection("things", BsonDocument.class)
                    .insertOne(thing("there"));
        }

        var outcomes = together(List.of("a", "b", "there", "c"));

        assertThat(outcomes)
                .containsEntry("there", Outcome.THERE)
                .containsEntry("a", Outcome.WRITTEN)
                .containsEntry("b", Outcome.WRITTEN)
                .containsEntry("c", Outcome.WRITTEN);
        assertThat(collection.countDocuments()).isEqualTo(4);
    }

    @Test
    void oneOfSeveralDocumentsWithTheSameIdIsWritten() throws Exception {
        var first = begin(thing("first"));
        await().until(() -> gate.sizes.size() == 1);
        var same = IntStream.range(0, 5).mapToObj(_ -> begin(thing("same"))).toList();
        await().until(() -> writes.waiting() == 5);
        gate.open.countDown();

        assertThat(first.get()).isEqualTo(Outcome.WRITTEN);
        assertThat(same.stream().map(CompletableFuture::join))
                .containsOnlyOnce(Outcome.WRITTEN)
                .containsOnly(Outcome.WRITTEN, Outcome.THERE);
        assertThat(gate.sizes).containsExactly(1, 5);
    }

    @Test
    void refusedDocumentDoesNotAffectOthers() throws Exception {
        // Two parallel arrays in one index are an error of the document on every server.
        var _ = collection.createIndex(Indexes.ascending("x", "y"), new IndexOptions());
        var bad = BsonDocument.parse("{_id: 'bad', x: [1, 2], y: [1, 2]}");

        var first = begin(thing("first"));
        await().until(() -> gate.sizes.size() == 1);
        var good = begin(thing("good"));
        var refused = begin(bad);
        await().until(() -> writes.waiting() == 2);
        gate.open.countDown();

        assertThat(first.get()).isEqualTo(Outcome.WRITTEN);
        assertThat(good.get()).isEqualTo(Outcome.WRITTEN);
        assertThat(collection.countDocuments()).isEqualTo(2);
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MongoWriteException.class);
    }

    @Test
    void concurrentUpdatesShareRequestsAndThoseOfOneDocumentAreSequential() throws Exception {
        given("a", "b", "c");

        var first = begin(() -> writes.update(at("a", 0), next()));
        await().until(() -> gate.sizes.size() == 1);
        var others = new ArrayList<CompletableFuture<Boolean>>();
        for (var filter : List.of(at("b", 0), at("b", 1), at("c", 0))) {
            others.add(begin(() -> writes.update(filter, next())));
            await().until(() -> writes.waiting() == others.size());
        }
        gate.open.countDown();

        assertThat(first.get()).isTrue();
        for (var other : others) {
            assertThat(other.get()).isTrue();
        }
        assertThat(gate.sizes).containsExactly(1, 2, 1);
        assertThat(versions()).containsExactly(1, 2, 1);
    }

    @Test
    void staleUpdateChangesNothingAndOthersHaveToLookAgain() throws Exception {
        given("a", "b", "c");

        var first = begin(() -> writes.update(at("a", 0), next()));
        await().until(() -> gate.sizes.size() == 1);
        var late = begin(() -> writes.update(at("b", 7), next()));
        var other = begin(() -> writes.update(at("c", 0), next()));
        await().until(() -> writes.waiting() == 2);
        gate.open.countDown();

        assertThat(first.get()).isTrue();
        assertThat(late.get()).isFalse();
        assertThat(other.get()).isFalse(); // it is written, but the answer only counts the matches
        assertThat(versions()).containsExactly(1, 0, 1);
    }

    @Test
    void refusedUpdateDoesNotAffectOthers() throws Exception {
        given("a", "b", "c");

        var first = begin(() -> writes.update(at("a", 0), next()));
        await().until(() -> gate.sizes.size() == 1);
        var bad = begin(() -> writes.update(at("b", 0), BsonDocument.parse("{$push: {v: 1}}")));
        var other = begin(() -> writes.update(at("c", 0), next()));
        await().until(() -> writes.waiting() == 2);
        gate.open.countDown();

        assertThat(first.get()).isTrue();
        assertThatThrownBy(bad::get).hasCauseInstanceOf(MongoWriteException.class);
        var _ = other.get(); // its result may be either
        assertThat(versions()).containsExactly(1, 0, 1);
    }

    private void given(String... ids) {
        try (var plain = MongoClients.create(RealParts.database().connectionString())) {
            var _ = plain.getDatabase(collection.getNamespace().getDatabaseName())
                    .getCollection("things", BsonDocument.class)
                    .insertMany(Stream.of(ids)
                            .map(id -> thing(id).append("v", new BsonInt32(0)))
                            .toList());
        }
    }

    private static BsonDocument at(String id, int version) {
        return thing(id).append("v", new BsonInt32(version));
    }

    private static BsonDocument next() {
        return BsonDocument.parse("{$inc: {v: 1}}");
    }

    private List<Integer> versions() {
        return collection
                .find()
                .sort(Sorts.ascending("_id"))
                .map(each -> each.getInt32("v").getValue())
                .into(new ArrayList<>());
    }

    /** Inserts these; the first request is held back until all others wait. */
    private Map<String, Outcome> together(List<String> ids) throws Exception {
        var begun = new TreeMap<String, CompletableFuture<Outcome>>();
        begun.put(ids.getFirst(), begin(thing(ids.getFirst())));
        await().until(() -> gate.sizes.size() == 1);
        ids.subList(1, ids.size()).forEach(id -> begun.put(id, begin(thing(id))));
        await().until(() -> writes.waiting() == ids.size() - 1);
        gate.open.countDown();
        var outcomes = new TreeMap<String, Outcome>();
        for (var each : begun.entrySet()) {
            outcomes.put(each.getKey(), each.getValue().get());
        }
        return outcomes;
    }

    private CompletableFuture<Outcome> begin(BsonDocument document) {
        return begin(() -> writes.insert(document));
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> work) {
        var outcome = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(work.get());
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private static BsonDocument thing(String id) {
        return new BsonDocument("_id", new BsonString(id));
    }
}
