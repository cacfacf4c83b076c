package io.crmesh.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Repository of the chain: one document for each entry, and one for the head. A conditional write first moves the
 * head and stores the new entries in it as pending; then each entry gets a document of its own. The next writer
 * completes entries that a killed process left pending. So several processes may write to one chain, and no entry ever
 * follows the head.
 */
public final class Ledger {

    private static final BulkWriteOptions INDEPENDENT = new BulkWriteOptions().ordered(false);
    private static final Bson HEAD = eq("_id", "head");

    private final MongoCollection<BsonDocument> entries;
    private final MongoCollection<BsonDocument> heads;

    /** The last head that this process read or wrote; all its entries have their documents. */
    private @Nullable Head known;

    public Ledger(MongoDatabase database) {
        this.entries = database.getCollection("audit", BsonDocument.class);
        this.heads = database.getCollection("audit-head", BsonDocument.class);
    }

    /** Creates the indexes for searches, each in the order of the pages. */
    void createIndexes() {
        var _ = entries.createIndex(Indexes.ascending("at", "_id"));
        var _ = entries.createIndex(Indexes.ascending("actor", "at", "_id"));
        var _ = entries.createIndex(Indexes.ascending("records", "at", "_id"));
    }

    /** The collection of the entries, for searches; {@code _id} is the sequence. */
    public MongoCollection<BsonDocument> entries() {
        return entries;
    }

    /** Maps a document of the collection. */
    public static Link link(BsonDocument document) {
        return Documents.link(document);
    }

    /** The entries after a sequence in their order, up to a limit. */
    public List<Link> entries(long after, int limit) {
        return entries.find(gt("_id", after))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(Documents::link)
                .into(new ArrayList<>());
    }

    /** The head; empty if the chain has no entry. */
    public Optional<Head> head() {
        return Optional.ofNullable(heads.find(HEAD).first()).map(Documents::head);
    }

    /** The head, after each of its pending entries has got a document of its own. */
    Head completedHead() {
        var head = known;
        if (head == null) {
            var document = heads.find(HEAD).first();
            if (document == null && entries.find().first() != null) {
                throw new IllegalStateException("The head of the audit trail is gone; see ./crm audit verify");
            }
            head = document == null ? Head.NONE : Documents.head(document);
            if (document != null) {
                insert(Documents.entries(document));
            }
            known = head;
        }
        return head;
    }

    /** Whether the chain has exactly this entry; pending ones do not count. */
    boolean has(long sequence, String hash) {
        var found = entries.find(eq("_id", sequence)).first();
        return found != null && Documents.link(found).hash().equals(hash);
    }

    /** Appends entries that follow the given head; returns false if another process has moved the head. */
    boolean append(Head current, List<Link> links, Head next) {
        known = null;
        var document = Documents.of(next, links);
        if (current.sequence() == 0 ? begin(document) : advance(current, document)) {
            insert(links.stream().map(Documents::of).toList());
            known = next;
            return true;
        }
        return false;
    }

    private boolean begin(BsonDocument head) {
        try {
            heads.insertOne(head);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    private boolean advance(Head current, BsonDocument head) {
        var isUnchanged = and(HEAD, eq("seq", current.sequence()), eq("hash", current.hash()));
        head.remove("_id");
        return heads.updateOne(isUnchanged, new BsonDocument("$set", head)).getMatchedCount() == 1;
    }

    private void insert(List<BsonDocument> documents) {
        var inserts = documents.stream()
                .<WriteModel<BsonDocument>>map(InsertOneModel::new)
                .toList();
        try {
            var _ = entries.bulkWrite(inserts, INDEPENDENT);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                throw e;
            }
            for (var error : e.getWriteErrors()) {
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                requireSame(Documents.link(documents.get(error.getIndex())));
            }
        }
    }

    /** Another process may have inserted the same entry; a different entry in its place is a fault. */
    private void requireSame(Link link) {
        if (!has(link.sequence(), link.hash())) {
            throw new IllegalStateException(
                    "Entry %d of the audit trail is another one; see ./crm audit verify".formatted(link.sequence()));
        }
    }
}
