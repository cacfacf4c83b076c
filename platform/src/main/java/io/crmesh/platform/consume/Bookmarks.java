package io.crmesh.platform.consume;

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
 * How far each group has read, kept beside what it made of it. The broker knows that too; but when the database is put
 * back to an older copy, only what lies in the copy goes back with it.
 */
final class Bookmarks {

    private static final String ID = "_id";

    private final MongoCollection<BsonDocument> groups;

    Bookmarks(MongoDatabase database) {
        this.groups = database.getCollection("bookmarks", BsonDocument.class);
    }

    /** The next offsets that the group has not read, as far as this database knows. */
    Map<TopicPartition, Long> of(String group) {
        var marks = new HashMap<TopicPartition, Long>();
        var kept = groups.find(eq(ID, group)).first();
        if (kept != null) {
            kept.remove(ID);
            kept.forEach((topic, partitions) -> partitions
                    .asDocument()
                    .forEach((partition, next) -> marks.put(
                            new TopicPartition(topic.replace('/', '.'), Integer.parseInt(partition)),
                            next.asNumber().longValue())));
        }
        return marks;
    }

    /** Moves them on; none ever goes back, whoever writes last. */
    void advance(String group, Map<TopicPartition, Long> next) {
        var moved = next.entrySet().stream()
                .map(each -> max(field(each.getKey()), each.getValue()))
                .toList();
        groups.updateOne(eq(ID, group), combine(moved), new UpdateOptions().upsert(true));
    }

    /** No topic has a slash in its name, and a dot would mean a field within a field. */
    private static String field(TopicPartition partition) {
        return partition.topic().replace('.', '/') + "." + partition.partition();
    }
}
