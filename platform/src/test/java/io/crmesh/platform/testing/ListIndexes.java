package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.crmesh.platform.list.RecordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/**
 * Proof that declared indexes serve every question a list can be asked: for each filter, order and scope there is an index
 * by MongoDB's rule, first the fields with equality, then the order, then {@code _id}. Nothing is sorted in memory then.
 */
public final class ListIndexes {

    private ListIndexes() {}

    /**
     * Fails with every question that no index serves.
     *
     * @param scopes paths by which a caller's rows are told, each of which is a branch of its own
     */
    public static void check(MongoCollection<BsonDocument> records, RecordList<?> list, List<String> scopes) {
        var indexes = new ArrayList<BsonDocument>();
        records.listIndexes(BsonDocument.class).forEach(index -> indexes.add(index));
        var unserved = new ArrayList<String>();
        for (var question : list.questions()) {
            for (var rows : Stream.concat(Stream.of(""), scopes.stream()).toList()) {
                if (indexes.stream().noneMatch(index -> serves(index, question, rows))) {
                    unserved.add(question + (rows.isEmpty() ? "" : " within " + rows));
                }
            }
        }
        assertThat(unserved).as("questions that no index serves").isEmpty();
    }

    private static boolean serves(BsonDocument index, RecordList.Question question, String rows) {
        var keys = new ArrayList<>(index.getDocument("key").entrySet());
        var equal = 0;
        while (equal < keys.size()
                && (keys.get(equal).getKey().equals(rows)
                        || question.equality().contains(keys.get(equal).getKey()))) {
            equal++;
        }
        var narrows = keys.subList(0, equal).stream().map(Map.Entry::getKey).toList();
        // A partial index has only records with the field, so the question must compare it with a value.
        if (!narrows.containsAll(
                index.getDocument("partialFilterExpression", new BsonDocument()).keySet())) {
            return false;
        }
        if (question.selective() && rows.isEmpty() && !narrows.containsAll(question.equality())) {
            return false;
        }
        if (!rows.isEmpty() && narrows.isEmpty()) {
            return false;
        }
        var order = question.order();
        var rest = keys.subList(equal, keys.size());
        if (rest.size() < order.size()) {
            return false;
        }
        var direction = rest.getFirst().getValue().asNumber().intValue();
        for (int i = 0; i < order.size(); i++) {
            var key = rest.get(i);
            if (!key.getKey().equals(order.get(i)) || key.getValue().asNumber().intValue() != direction) {
                return false;
            }
        }
        return true;
    }
}
