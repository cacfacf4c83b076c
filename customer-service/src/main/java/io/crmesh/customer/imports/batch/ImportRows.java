package io.crmesh.customer.imports.batch;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
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
import io.crmesh.customer.imports.mapping.RowWarning;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of the reports of all rows of all files. A report repeats nothing of the content of its row. */
@Repository
public class ImportRows {

    /** Whether a row was only validated, or imported. */
    public enum Phase {
        VALIDATED,
        IMPORTED
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
                .flag("warned", "warned")
                .flag("possibleDuplicate", "shared")
                .numbers("line", "line")
                .sortedBy("line", "line", BsonType.INT64)
                .sortedAtFirst("line");
    }

    public void prepareIndexes() {
        var _ = rows.createIndex(Indexes.ascending("part", "line", "_id"));
        for (var filter : List.of("result", "warned", "shared")) {
            var _ = rows.createIndex(Indexes.ascending("part", filter, "line", "_id"));
        }
    }

    public Listing listing() {
        return listing;
    }

    /** Deletes some reports, so few that it is quick; says whether there were any. */
    public boolean deleteSome(String batch, Phase phase) {
        var ids = rows.find(eq("part", key(batch, phase)))
                .projection(include("_id"))
                .limit(AT_ONCE)
                .map(row -> row.getString("_id").getValue())
                .into(new ArrayList<>());
        if (!ids.isEmpty()) {
            var _ = rows.deleteMany(in("_id", ids));
        }
        return !ids.isEmpty();
    }

    /** Marks the rows of this import as gone, however many are still to be deleted. */
    public void markGone(String batch) {
        try {
            var _ = gone.insertOne(new BsonDocument("_id", new BsonString(batch)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    public boolean areGone(String batch) {
        return gone.find(eq(batch)).first() != null;
    }

    /** Adds reports. Those that a killed process added before it saved its progress are the same, and stay. */
    public void add(String batch, Phase phase, List<RowReport> reports) {
        try {
            var _ = rows.insertMany(
                    reports.stream()
                            .map(report -> document(batch, phase, report))
                            .toList(),
                    new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            var serious = e.getWriteErrors().stream()
                    .anyMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY);
            if (serious) {
                throw e;
            }
        }
    }

    public void markKept(String batch, long line) {
        var _ = rows.updateOne(eq("_id", id(key(batch, Phase.IMPORTED), line)), set("result", RowResult.KEPT.name()));
    }

    public Page<RowReport> page(String batch, Phase phase, Query query) {
        return Lists.page(rows, eq("part", key(batch, phase)), query, new BsonDocument())
                .map(ImportRows::report);
    }

    /** The reports of rows that were imported after this line, in order, at most so many. */
    public List<RowReport> importedAfter(String batch, long line, int most) {
        return rows.find(and(eq("part", key(batch, Phase.IMPORTED)), gt("line", line)))
                .sort(ascending("line"))
                .limit(most)
                .map(ImportRows::report)
                .into(new ArrayList<>());
    }

    /** The reports of the rows that were imported from the first of these lines through the last. */
    public List<RowReport> importedWithin(String batch, long first, long last) {
        return rows.find(and(eq("part", key(batch, Phase.IMPORTED)), gte("line", first), lte("line", last)))
                .map(ImportRows::report)
                .into(new ArrayList<>());
    }

    private static String key(String batch, Phase phase) {
        return batch + ":" + phase;
    }

    private static String id(String part, long line) {
        return "%s:%010d".formatted(part, line);
    }

    private static BsonDocument document(String batch, Phase phase, RowReport report) {
        var key = key(batch, phase);
        var row = new BsonDocument("_id", new BsonString(id(key, report.line())))
                .append("part", new BsonString(key))
                .append("line", new BsonInt64(report.line()))
                .append("result", new BsonString(report.result().name()))
                .append("version", new BsonInt64(report.version()))
                .append("warned", BsonBoolean.valueOf(!report.warnings().isEmpty()))
                .append(
                        "shared",
                        BsonBoolean.valueOf(!report.possibleDuplicates().isEmpty()));
        put(row, "customer", report.customer());
        put(row, "organization", report.organization());
        put(row, "field", report.field());
        put(row, "reason", report.reason());
        if (!report.warnings().isEmpty()) {
            row.append(
                    "warnings",
                    new BsonArray(
                            report.warnings().stream().map(ImportRows::document).toList()));
        }
        if (!report.possibleDuplicates().isEmpty()) {
            row.append(
                    "possibleDuplicates",
                    new BsonArray(report.possibleDuplicates().stream()
                            .map(BsonString::new)
                            .toList()));
        }
        return row;
    }

    private static void put(BsonDocument row, String name, @Nullable String value) {
        if (value != null) {
            row.put(name, new BsonString(value));
        }
    }

    private static RowReport report(BsonDocument row) {
        return new RowReport(
                row.getInt64("line").getValue(),
                RowResult.valueOf(row.getString("result").getValue()),
                text(row, "customer"),
                text(row, "organization"),
                row.getInt64("version").getValue(),
                text(row, "field"),
                text(row, "reason"),
                row.getArray("warnings", new BsonArray()).stream()
                        .map(warning -> warning(warning.asDocument()))
                        .toList(),
                row.getArray("possibleDuplicates", new BsonArray()).stream()
                        .map(id -> id.asString().getValue())
                        .toList());
    }

    private static BsonDocument document(RowWarning warning) {
        return new BsonDocument("field", new BsonString(warning.field()))
                .append("message", new BsonString(warning.message()));
    }

    private static RowWarning warning(BsonDocument stored) {
        return new RowWarning(
                stored.getString("field").getValue(),
                stored.getString("message").getValue());
    }

    private static @Nullable String text(BsonDocument row, String name) {
        return row.containsKey(name) ? row.getString(name).getValue() : null;
    }
}
