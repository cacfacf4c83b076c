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
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.crmesh.platform.store.GroupCommit.Outcome;
import io.crmesh.platform.testing.RealParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents that come together leave together, and each is told what became of it. */
class GroupCommitTest {

    /** Holds the first insert back until everybody else waits. */
    static final class Gate implements CommandListener {
        final CountDownLatch open = new CountDownLatch(1);
        final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("insert")) {
                sizes.add(event.getCommand().getArray("documents").size());
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
    final GroupCommit inserts = new GroupCommit(collection);

    @AfterEach
    void stop() {
        gate.open.countDown();
        client.close();
    }

    @Test
    void aLoneDocumentIsWrittenAtOnce() {
        gate.open.countDown();

        assertThat(inserts.insert(thing("a"))).isEqualTo(Outcome.WRITTEN);
        assertThat(inserts.insert(thing("a"))).isEqualTo(Outcome.THERE);

        assertThat(gate.sizes).containsExactly(1, 1);
    }

    @Test
    void whoComesMeanwhileSharesTheNextRequest() throws Exception {
        var outcomes = together(IntStream.range(0, 40).mapToObj(i -> "d" + i).toList());

        assertThat(outcomes)
                .hasSize(40)
                .allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo(Outcome.WRITTEN));
        assertThat(gate.sizes).containsExactly(1, 39);
        assertThat(collection.countDocuments()).isEqualTo(40);
    }

    @Test
    void noRequestGrowsWithoutBounds() throws Exception {
        var outcomes = together(IntStream.range(0, 150).mapToObj(i -> "d" + i).toList());

        assertThat(outcomes).hasSize(150).doesNotContainValue(Outcome.UNKNOWN);
        assertThat(gate.sizes).containsExactly(1, 64, 64, 21);
    }

    @Test
    void oneThatIsThereDoesNotHarmTheOthers() throws Exception {
        try (var plain = MongoClients.create(RealParts.database().connectionString())) {
            var _ = plain.getDatabase(collection.getNamespace().getDatabaseName())
                    .getCollection("things", BsonDocument.class)
                    .insertOne(thing("there"));
        }

        var outcomes = together(List.of("a", "b", "there", "c"));

        // A server that does not say how many it wrote leaves the others to be looked up.
        assertThat(outcomes).containsEntry("a", Outcome.WRITTEN).containsEntry("there", Outcome.THERE);
        assertThat(List.of(outcomes.get("b"), outcomes.get("c"))).doesNotContain(Outcome.THERE);
        assertThat(collection.countDocuments()).isEqualTo(4);
    }

    @Test
    void oneThatIsRefusedForAnotherReasonIsTheOnlyOne() throws Exception {
        // Two parallel arrays in one index are an error of the document on every server.
        var _ = collection.createIndex(Indexes.ascending("x", "y"), new IndexOptions());
        var bad = BsonDocument.parse("{_id: 'bad', x: [1, 2], y: [1, 2]}");

        var first = begin(thing("first"));
        await().until(() -> gate.sizes.size() == 1);
        var good = begin(thing("good"));
        var refused = begin(bad);
        await().until(() -> inserts.waiting() == 2);
        gate.open.countDown();

        assertThat(first.get()).isEqualTo(Outcome.WRITTEN);
        assertThat(good.get()).isNotEqualTo(Outcome.THERE);
        assertThat(collection.countDocuments()).isEqualTo(2);
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(MongoWriteException.class);
    }

    /** The first is held back until all others wait. */
    private Map<String, Outcome> together(List<String> ids) throws Exception {
        var begun = new TreeMap<String, CompletableFuture<Outcome>>();
        begun.put(ids.getFirst(), begin(thing(ids.getFirst())));
        await().until(() -> gate.sizes.size() == 1);
        ids.subList(1, ids.size()).forEach(id -> begun.put(id, begin(thing(id))));
        await().until(() -> inserts.waiting() == ids.size() - 1);
        gate.open.countDown();
        var outcomes = new TreeMap<String, Outcome>();
        for (var each : begun.entrySet()) {
            outcomes.put(each.getKey(), each.getValue().get());
        }
        return outcomes;
    }

    private CompletableFuture<Outcome> begin(BsonDocument document) {
        var outcome = new CompletableFuture<Outcome>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(inserts.insert(document));
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
