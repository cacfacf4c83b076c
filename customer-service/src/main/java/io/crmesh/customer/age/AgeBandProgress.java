package io.crmesh.customer.age;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.time.LocalDate;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** Repository of the last day of which all age bands are published. */
@Repository
class AgeBandProgress {

    private static final String ROW = "age-bands";

    private final MongoCollection<BsonDocument> rows;

    AgeBandProgress(MongoDatabase database) {
        this.rows = database.getCollection("progress", BsonDocument.class);
    }

    /** The last day that is done; at the very first start it is this one. */
    LocalDate lastDay(LocalDate today) {
        var row = rows.find(eq(ROW)).first();
        if (row == null) {
            done(today);
            return today;
        }
        return LocalDate.parse(row.getString("day").getValue());
    }

    void done(LocalDate day) {
        var _ = rows.updateOne(eq(ROW), set("day", day.toString()), new UpdateOptions().upsert(true));
    }
}
