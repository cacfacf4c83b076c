package io.crmesh.platform.store;

import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.Pending.OwedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate's document as one moment saw it: read from the database, or computed from a write that succeeded.
 *
 * @param version the ETag; one more per command, by nothing else
 * @param sequence of the last fact given out
 * @param applied number of the last fact of others that was applied, for aggregates that decide on facts
 * @param state sealed as in the live document; none once it was taken back
 * @param document the whole document where it was read, for what only commands need
 */
record Image(
        String id,
        long version,
        long sequence,
        long applied,
        String key,
        Access access,
        Pending pending,
        @Nullable BsonDocument state,
        @Nullable Instant lastRecordedAt,
        BsonDocument document) {

    static Image of(BsonDocument document) {
        var pending = Pending.of(document.containsKey("pending") ? document.getDocument("pending") : null);
        return new Image(
                document.getString("_id").getValue(),
                document.getInt64("v").getValue(),
                document.getInt64("seq").getValue(),
                document.getInt64("applied", new BsonInt64(0)).getValue(),
                document.getString("key").getValue(),
                Access.of(document.getDocument("access", new BsonDocument())),
                pending,
                document.containsKey("state") ? document.getDocument("state") : null,
                document.containsKey("recordedAt")
                        ? Instant.ofEpochMilli(
                                document.getDateTime("recordedAt").getValue())
                        : null,
                document);
    }

    /** As it stands after a write that succeeded and added these. */
    Image after(long version, long applied, List<OwedFact> facts, List<OwedRow> rows) {
        var allFacts = new ArrayList<>(pending.facts());
        allFacts.addAll(facts);
        var allRows = new ArrayList<>(pending.rows());
        allRows.addAll(rows);
        var last = facts.isEmpty() ? sequence : facts.getLast().sequence();
        return new Image(
                id,
                version,
                last,
                applied,
                key,
                access,
                new Pending(allFacts, allRows),
                state,
                lastRecordedAt,
                document);
    }

    boolean owes() {
        return !pending.facts().isEmpty() || !pending.rows().isEmpty();
    }
}
