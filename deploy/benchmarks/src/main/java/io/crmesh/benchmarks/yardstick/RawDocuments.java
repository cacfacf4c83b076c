package io.crmesh.benchmarks.yardstick;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.bson.BsonDocument;
import org.bson.Document;

/** Yardstick: inserts copies of existing documents, with the same indexes, as fast as possible. */
public final class RawDocuments implements AutoCloseable {

    private static final int AT_ONCE = 500;
    private static final int CALLERS = 4;
    private static final String COPY = "benchmark_copy";

    /** Number of documents of a collection for each record. */
    public record Kept(String collection, int documents) {}

    private final MongoClient client;

    public RawDocuments(String mongodb) {
        this.client = MongoClients.create(mongodb);
    }

    /** Records inserted per second, each consisting of these documents in the collections of a service. */
    public double rate(String service, List<Kept> ofEach, int count) throws InterruptedException, ExecutionException {
        var copy = client.getDatabase(COPY);
        copy.drop();
        var batches = new ArrayList<Callable<Object>>();
        for (var kept : ofEach) {
            var from = client.getDatabase("crm_" + service).getCollection(kept.collection(), BsonDocument.class);
            var to = emptyCopy(from, copy);
            var documents = from.find()
                    .limit(count * kept.documents())
                    .batchSize(AT_ONCE)
                    .into(new ArrayList<>());
            for (int i = 0; i < documents.size(); i += AT_ONCE) {
                var some = documents.subList(i, Math.min(documents.size(), i + AT_ONCE));
                batches.add(() -> to.insertMany(some));
            }
        }
        var begin = System.nanoTime();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var batch : callers.invokeAll(batches)) {
                var _ = batch.get();
            }
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private static MongoCollection<BsonDocument> emptyCopy(MongoCollection<BsonDocument> from, MongoDatabase copy) {
        var to = copy.getCollection(from.getNamespace().getCollectionName(), BsonDocument.class);
        for (var index : from.listIndexes()) {
            if (!index.getString("name").equals("_id_")) {
                var options = new IndexOptions();
                if (index.get("partialFilterExpression") instanceof Document filter) {
                    options.partialFilterExpression(filter);
                }
                var _ = to.createIndex(index.get("key", Document.class), options);
            }
        }
        return to;
    }

    @Override
    public void close() {
        client.close();
    }
}
