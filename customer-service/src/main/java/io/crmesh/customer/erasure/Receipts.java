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
import io.crmesh.web.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** Repository of erasure receipts: one row per customer with the services that confirmed, open until all have. */
@Repository
class Receipts {

    /** Our own name among the services. */
    static final String OWN = "customers";

    /** All services that store data about customers. */
    static final List<String> SERVICES =
            Services.all().stream().map(Services.Service::name).sorted().toList();

    private static final String OPEN = "open";
    private static final String CONFIRMED = "confirmed";

    private final MongoCollection<BsonDocument> rows;

    Receipts(MongoDatabase database) {
        this.rows = database.getCollection("erasures", BsonDocument.class);
    }

    void prepareIndexes() {
        var _ = rows.createIndex(Indexes.ascending(OPEN, "_id"));
    }

    /** Opens an erasure; confirmations that are there already stay. */
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

    /** Customers after this one whose erasure is open, in the order of their ids, at most so many. */
    List<String> open(String after, int most) {
        return rows.find(and(eq(OPEN, true), gt("_id", after)))
                .sort(ascending("_id"))
                .limit(most)
                .map(row -> row.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    /** The services that have confirmed, and since when they store nothing readable of this customer. */
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
