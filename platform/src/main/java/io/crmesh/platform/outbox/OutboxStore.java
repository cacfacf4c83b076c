package io.crmesh.platform.outbox;

import com.mongodb.client.MongoCollection;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.lease.DatabaseClock;
import java.time.Instant;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * The parts of a store that the outbox needs, for one kind of aggregate.
 *
 * @param source of the events, as their envelopes name it
 * @param topic that the events are published on
 * @param live the documents with their pending events
 * @param archive where published events stay as history
 * @param arrivals takes documents that the outbox created here as another aggregate's followers
 */
public record OutboxStore(
        String source,
        String topic,
        MongoCollection<BsonDocument> live,
        MongoCollection<BsonDocument> archive,
        DatabaseClock clock,
        Consumer<BsonDocument> arrivals) {

    Instant databaseTime() {
        return clock.now();
    }

    void setAccess(String id, RecordOwner owner) {
        var _ = live.updateOne(DocumentSnapshot.byId(id), owner.update());
    }
}
