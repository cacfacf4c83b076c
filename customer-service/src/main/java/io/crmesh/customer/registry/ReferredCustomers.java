package io.crmesh.customer.registry;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.batching.GroupCommit.Outcome;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.stereotype.Repository;

/** Repository of the imported customers that an order, an interaction, a ticket or a person refers to: one row each. */
@Repository
class ReferredCustomers {

    private final MongoCollection<BsonDocument> rows;
    private final GroupCommit inserts;

    ReferredCustomers(MongoDatabase database) {
        this.rows = database.getCollection("referred", BsonDocument.class);
        this.inserts = new GroupCommit(rows);
    }

    void add(String customer) {
        if (inserts.insert(new BsonDocument("_id", new BsonString(customer))) == Outcome.UNKNOWN) {
            throw new Busy("It is not known yet whether this was stored", Duration.ofSeconds(1));
        }
    }

    boolean contains(String customer) {
        return rows.find(eq(customer)).first() != null;
    }
}
