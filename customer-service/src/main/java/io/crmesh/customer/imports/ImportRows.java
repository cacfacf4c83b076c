package io.crmesh.customer.imports;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.web.RecordId;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What became of each row of each file. It repeats nothing of what stood there. */
@Repository
class ImportRows {

    /** Whether a row was only judged, or taken in. */
    enum Part {
        JUDGED,
        TAKEN
    }

    /**
     * One row's fate, and if it was refused, why.
     *
     * @param field what its cell should have filled; never what the file calls the column, which may be somebody's name
     */
    record Fate(
            long line,
            RowResult result,
            @RecordId @Nullable String customer,
            long version,
            @Nullable String field,
            @Nullable String reason) {

        static Fate invalid(long line, @Nullable String field, String reason) {
            return new Fate(line, RowResult.INVALID, null, 0, field, reason);
        }
    }

    private static final int AT_ONCE = 1000;

    private final MongoCollection<BsonDocument> rows;
    private final MongoCollection<BsonDocument> gone;
    private final Listing listing;

    ImportRows(MongoDatabase database, Keys keys) {
        this.rows = database.getCollection("import-rows", BsonDocument.class);
        this.gone = database.getCollection("import-rows-gone", BsonDocument.class);
        this.listing = Listing.signedBy(text -> keys.signature("import-rows", text))
                .oneOf("result", "result", RowResult.class)
                .numbers("line", "line")
                .sortedBy("line", "line", BsonType.INT64)
                .sortedAtFirst("line");
    }

    void prepareIndexes() {
        var _ = rows.createIndex(Indexes.ascending("part", "line"));
        var _ = rows.createIndex(Indexes.ascending("part", "result", "line"));
    }

    Listing listing() {
        return listing;
    }

    /** Removes some rows, so many that it takes no long time; says whether there were any. */
    boolean forgetSome(String batch, Part part) {
        var ids = rows.find(eq("part", key(batch, part)))
                .projection(include("_id"))
                .limit(AT_ONCE)
                .map(row -> row.getString("_id").getValue())
                .into(new ArrayList<>());
        if (!ids.isEmpty()) {
            var _ = rows.deleteMany(in("_id", ids));
        }
        return !ids.isEmpty();
    }

    /** From now on the rows of this import are gone, however many are still to be deleted. */
    void sayGone(String batch) {
        try {
            var _ = gone.insertOne(new BsonDocument("_id", new BsonString(batch)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    boolean areGone(String batch) {
        return gone.find(eq(batch)).first() != null;
    }

    /** Adds rows; those that were added before, by somebody who did not come to saying so, say the same. */
    void add(String batch, Part part, List<Fate> fates) {
        try {
            var _ = rows.insertMany(
                    fates.stream().map(fate -> document(batch, part, fate)).toList(),
                    new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            var serious = e.getWriteErrors().stream()
                    .anyMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY);
            if (serious) {
                throw e;
            }
        }
    }

    void keep(String batch, long line) {
        var _ = rows.updateOne(eq("_id", id(key(batch, Part.TAKEN), line)), set("result", RowResult.KEPT.name()));
    }

    Page<Fate> page(String batch, Part part, Query query) {
        return Lists.page(rows, eq("part", key(batch, part)), query, new BsonDocument())
                .map(ImportRows::fate);
    }

    /** The rows that were taken in behind this line, in their order, at most so many. */
    List<Fate> takenAfter(String batch, long line, int most) {
        return rows.find(and(eq("part", key(batch, Part.TAKEN)), gt("line", line)))
                .sort(ascending("line"))
                .limit(most)
                .map(ImportRows::fate)
                .into(new ArrayList<>());
    }

    private static String key(String batch, Part part) {
        return batch + ":" + part;
    }

    private static String id(String part, long line) {
        return "%s:%010d".formatted(part, line);
    }

    private static BsonDocument document(String batch, Part part, Fate fate) {
        var key = key(batch, part);
        var row = new BsonDocument("_id", new BsonString(id(key, fate.line())))
                .append("part", new BsonString(key))
                .append("line", new BsonInt64(fate.line()))
                .append("result", new BsonString(fate.result().name()))
                .append("version", new BsonInt64(fate.version()));
        put(row, "customer", fate.customer());
        put(row, "field", fate.field());
        put(row, "reason", fate.reason());
        return row;
    }

    private static void put(BsonDocument row, String name, @Nullable String value) {
        if (value != null) {
            row.put(name, new BsonString(value));
        }
    }

    private static Fate fate(BsonDocument row) {
        return new Fate(
                row.getInt64("line").getValue(),
                RowResult.valueOf(row.getString("result").getValue()),
                text(row, "customer"),
                row.getInt64("version").getValue(),
                text(row, "field"),
                text(row, "reason"));
    }

    private static @Nullable String text(BsonDocument row, String name) {
        return row.containsKey(name) ? row.getString(name).getValue() : null;
    }
}
