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
 * The chain in the database: one document for each entry, and one for the head. The head is moved on first, by one
 * conditional write that brings the new entries along; then these get documents of their own. Whoever moves it on next
 * sees to it that they have them. So several processes may write to one chain, any of them may die at any time, and no
 * entry is ever behind the head.
 */
public final class Ledger {

    private static final BulkWriteOptions INDEPENDENT = new BulkWriteOptions().ordered(false);
    private static final Bson HEAD = eq("_id", "head");

    private final MongoCollection<BsonDocument> entries;
    private final MongoCollection<BsonDocument> heads;

    /** The head as we left or found it, if nobody moved it on since; all its entries have their documents. */
    private @Nullable Head known;

    public Ledger(MongoDatabase database) {
        this.entries = database.getCollection("audit", BsonDocument.class);
        this.heads = database.getCollection("audit-head", BsonDocument.class);
    }

    /** Makes the indexes by which entries are searched. */
    void prepare() {
        var _ = entries.createIndex(Indexes.ascending("at"));
        var _ = entries.createIndex(Indexes.ascending("actor", "at"));
        var _ = entries.createIndex(Indexes.ascending("records"));
    }

    /** The documents of the entries, to search them: {@code _id} is the sequence. */
    public MongoCollection<BsonDocument> entries() {
        return entries;
    }

    /** What one of these documents says. */
    public static Link link(BsonDocument document) {
        return Documents.link(document);
    }

    /** The entries behind a sequence, in their order, at most so many. */
    public List<Link> entries(long after, int limit) {
        return entries.find(gt("_id", after))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(Documents::link)
                .into(new ArrayList<>());
    }

    /** Where the chain ends; nothing if it never began. */
    public Optional<Head> head() {
        return Optional.ofNullable(heads.find(HEAD).first()).map(Documents::head);
    }

    /** The head, all of whose entries have documents of their own. */
    Head settled() {
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

    /** Whether the chain has exactly this entry. Only what is settled is looked at. */
    boolean has(long sequence, String hash) {
        var found = entries.find(eq("_id", sequence)).first();
        return found != null && Documents.link(found).hash().equals(hash);
    }

    /** Puts entries behind the head they were made for; nothing happens if it is not the head any more. */
    boolean append(Head behind, List<Link> links, Head next) {
        known = null;
        var document = Documents.of(next, links);
        if (behind.sequence() == 0 ? begin(document) : advance(behind, document)) {
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

    private boolean advance(Head behind, BsonDocument head) {
        var isStillThere = and(HEAD, eq("seq", behind.sequence()), eq("hash", behind.hash()));
        head.remove("_id");
        return heads.updateOne(isStillThere, new BsonDocument("$set", head)).getMatchedCount() == 1;
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
                isThere(Documents.link(documents.get(error.getIndex())));
            }
        }
    }

    /** Another process may have inserted it for us. Another entry in its place is nobody's of ours. */
    private void isThere(Link link) {
        if (!has(link.sequence(), link.hash())) {
            throw new IllegalStateException(
                    "Entry %d of the audit trail is not ours; see ./crm audit verify".formatted(link.sequence()));
        }
    }
}
