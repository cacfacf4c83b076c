package io.crmesh.platform.listener;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.bson.BsonDocument;

/**
 * Repository of read positions: how far each group has read, stored beside the data that it derived. The broker knows
 * that too, but only positions in the database go back with it when it is restored from an older copy.
 */
final class StoredPositions {

    private static final String ID = "_id";

    private final MongoCollection<BsonDocument> groups;

    StoredPositions(MongoDatabase database) {
        this.groups = database.getCollection("consumer-positions", BsonDocument.class);
    }

    /** The next offsets for the group to read, as far as this database knows them. */
    Map<TopicPartition, Long> of(String group) {
        var positions = new HashMap<TopicPartition, Long>();
        var stored = groups.find(eq(ID, group)).first();
        if (stored != null) {
            stored.remove(ID);
            stored.forEach((topic, partitions) -> partitions
                    .asDocument()
                    .forEach((partition, next) -> positions.put(
                            new TopicPartition(topic.replace('/', '.'), Integer.parseInt(partition)),
                            next.asNumber().longValue())));
        }
        return positions;
    }

    /** Advances the positions; none goes back, in whichever order processes write. */
    void advance(String group, Map<TopicPartition, Long> next) {
        var moved = next.entrySet().stream()
                .map(each -> max(field(each.getKey()), each.getValue()))
                .toList();
        groups.updateOne(eq(ID, group), combine(moved), new UpdateOptions().upsert(true));
    }

    /** A dot would mean a nested field; no topic's name has a slash. */
    private static String field(TopicPartition partition) {
        return partition.topic().replace('.', '/') + "." + partition.partition();
    }
}
