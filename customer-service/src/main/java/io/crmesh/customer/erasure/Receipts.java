package io.crmesh.customer.erasure;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** What each service has confirmed of each erasure: one row a customer, open until all have. */
@Repository
class Receipts {

    /** Our own name among the services. */
    static final String OWN = "customers";

    /** All that keep something about customers. */
    static final List<String> SERVICES = List.of(OWN, "interactions", "marketing", "orders", "tickets");

    private static final String OPEN = "open";
    private static final String CONFIRMED = "confirmed";

    private final MongoCollection<BsonDocument> rows;

    Receipts(MongoDatabase database) {
        this.rows = database.getCollection("erasures", BsonDocument.class);
    }

    void prepareIndexes() {
        var _ = rows.createIndex(Indexes.ascending(OPEN, "_id"));
    }

    /** Begins to wait for the services; what they confirmed already stays. */
    void begin(String customer) {
        var _ = rows.updateOne(
                eq(customer),
                combine(set(OPEN, true), setOnInsert(CONFIRMED, new BsonDocument())),
                new UpdateOptions().upsert(true));
    }

    void confirm(String customer, String service, Instant at) {
        var _ = rows.updateOne(eq(customer), set(CONFIRMED + "." + service, at));
    }

    void close(String customer) {
        var _ = rows.updateOne(eq(customer), unset(OPEN));
    }

    /** Customers behind this one whose erasure not all have confirmed, in the order of their ids, at most so many. */
    List<String> open(String after, int most) {
        return rows.find(and(eq(OPEN, true), gt("_id", after)))
                .sort(ascending("_id"))
                .limit(most)
                .map(row -> row.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    /** Since when the services that have confirmed keep nothing readable of this customer. */
    Map<String, Instant> of(String customer) {
        var confirmed = new HashMap<String, Instant>();
        var row = rows.find(eq(customer)).first();
        if (row != null) {
            row.getDocument(CONFIRMED)
                    .forEach((service, at) -> confirmed.put(
                            service, Instant.ofEpochMilli(at.asDateTime().getValue())));
        }
        return confirmed;
    }
}
