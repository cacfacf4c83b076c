package io.crmesh.ticket.order;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.event.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.stereotype.Repository;

/** Read model of orders: one row each with its customer, which never changes. */
@Repository
class OrderRows {

    private static final String CUSTOMER = "customer";

    private final MongoCollection<BsonDocument> rows;
    private final GroupCommit writes;

    OrderRows(MongoDatabase database) {
        this.rows = database.getCollection("orders", BsonDocument.class);
        this.writes = new GroupCommit(rows);
    }

    Outcome add(String order, String customer) {
        var row = new BsonDocument("_id", new BsonString(order)).append(CUSTOMER, new BsonString(customer));
        return switch (writes.insert(row)) {
            case WRITTEN -> Outcome.APPLIED;
            case THERE -> Outcome.DUPLICATE;
            case UNKNOWN -> throw new Busy("It is not known yet whether this was stored", Duration.ofSeconds(1));
        };
    }

    /** The customer of an order, if the order is known here. */
    Optional<String> customerOf(String order) {
        return Optional.ofNullable(rows.find(eq(order)).first())
                .map(row -> row.getString(CUSTOMER).getValue());
    }
}
