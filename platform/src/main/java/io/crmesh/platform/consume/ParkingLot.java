package io.crmesh.platform.consume;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static java.util.Objects.requireNonNull;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.platform.consume.ParkedRow.State;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.store.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.conversions.Bson;

/**
 * The records that could not be taken. While an aggregate has rows here its later facts go behind them; one document
 * per such aggregate (its lot) says so and counts what was added in {@code tail}. Adding and un-parking are conditional
 * on that document: a row is written first and counted second, and a lot is removed only by whoever claimed it, read
 * its tail, and then found no row.
 */
class ParkingLot {

    /** A lot that was claimed: whoever holds the token empties it. */
    record Claim(String lot, String group, String stream, String token) {}

    /** A lot whose missing facts are due to be fetched. */
    record Due(String stream, int attempts) {}

    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final MongoCollection<Document> rows;
    private final MongoCollection<Document> lots;
    private final MongoCollection<Document> audit;
    private final RecordBytes bytes;
    private final Supplier<Instant> time;
    private final int most;
    private final AtomicBoolean indexed = new AtomicBoolean();

    /** @param time on which all processes of the service agree, as claims are compared between them */
    ParkingLot(MongoDatabase database, Seal seal, Supplier<Instant> time, int most) {
        this.rows = database.getCollection("parked");
        this.lots = database.getCollection("parked-streams");
        this.audit = database.getCollection("parked-audit");
        this.bytes = new RecordBytes(seal);
        this.time = time;
        this.most = most;
    }

    /** The lots of a group; read after each assignment. */
    Set<String> lots(String group) {
        index();
        return lots.find(eq("group", group))
                .projection(include("_id"))
                .map(lot -> requireNonNull(lot.getString("_id")))
                .into(new HashSet<>());
    }

    private void index() {
        if (indexed.compareAndSet(false, true)) {
            try {
                rows.createIndex(Indexes.ascending("lot"));
                rows.createIndex(Indexes.ascending("group"));
                lots.createIndex(Indexes.ascending("group"));
            } catch (RuntimeException e) {
                indexed.set(false);
                throw e;
            }
        }
    }

    /** Parks what failed; from now on the later facts of its aggregate come behind it. */
    void park(ParkedRow row) {
        insert(row);
        var lot = row.lot();
        if (lot != null) {
            lots.updateOne(
                    eq(lot),
                    combine(
                            inc("tail", 1L),
                            set("state", row.state().name()),
                            setOnInsert("group", row.group()),
                            setOnInsert("stream", row.stream()),
                            setOnInsert("attempts", 0)),
                    new UpdateOptions().upsert(true));
        }
    }

    /** Puts a fact behind the others of its aggregate, unless nothing of it is parked any more. */
    boolean append(String group, ConsumerRecord<byte[], byte[]> delivery, Fact fact) {
        var lot = ParkedRow.lot(group, fact.stream());
        var standing = lots.find(eq(lot)).first();
        if (standing == null) {
            return false;
        }
        requireRoom(standing, delivery);
        var row = ParkedRow.of(group, delivery, fact, State.valueOf(standing.getString("state")), "", 0);
        insert(row);
        if (lots.updateOne(eq(lot), inc("tail", 1L)).getMatchedCount() == 1) {
            return true;
        }
        // Un-parked between the two: whoever did may have taken this row along or not, so it is handled here as well.
        remove(row.id());
        return false;
    }

    private void requireRoom(Document lot, ConsumerRecord<byte[], byte[]> delivery) {
        if (lot.getLong("tail") >= most && count(lot.getString("_id")) >= most) {
            throw new TooManyParked(
                    new TopicPartition(delivery.topic(), delivery.partition()),
                    "more than " + most + " records of one aggregate are parked");
        }
    }

    private void insert(ParkedRow row) {
        try {
            rows.insertOne(row.document(bytes));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // It was parked by an earlier delivery of the same record.
        }
    }

    void remove(String row) {
        rows.deleteOne(eq(row));
    }

    Optional<ParkedRow> find(String id) {
        return Optional.ofNullable(rows.find(eq(id)).first()).map(row -> ParkedRow.from(row, bytes));
    }

    /** One lot's rows, at most so many, in the order of their sequence. */
    List<ParkedRow> rows(String lot, int limit) {
        return rows.find(eq("lot", lot))
                .sort(ascending("sequence", "record.offset"))
                .limit(limit)
                .map(row -> ParkedRow.from(row, bytes))
                .into(new ArrayList<>());
    }

    long count(String lot) {
        return rows.countDocuments(eq("lot", lot), new CountOptions().limit(most + 1));
    }

    long count(String group, State state) {
        return rows.countDocuments(and(eq("group", group), eq("state", state.name())));
    }

    /** Rows for people, of these groups. */
    Page<ParkedRow> list(Set<String> groups, Query query) {
        return Lists.page(rows.withDocumentClass(BsonDocument.class), in("group", groups), query, new BsonDocument())
                .map(this::row);
    }

    private ParkedRow row(BsonDocument row) {
        var document = rows.getCodecRegistry()
                .get(Document.class)
                .decode(row.asBsonReader(), DecoderContext.builder().build());
        return ParkedRow.from(document, bytes);
    }

    /** The lots that wait for missing facts and whose time has come. */
    List<Due> due(String group) {
        var now = time.get();
        var due = new ArrayList<Due>();
        for (var lot : lots.find(and(eq("group", group), eq("state", State.HELD.name())))) {
            var next = lot.getDate("next");
            if (next == null || !next.toInstant().isAfter(now)) {
                due.add(new Due(requireNonNull(lot.getString("stream")), lot.getInteger("attempts", 0)));
            }
        }
        return due;
    }

    /** Takes a lot to empty it; nothing if somebody else is at it. Saves work only: the handlers bear two at once. */
    Optional<Claim> claim(String group, String stream) {
        var lot = ParkedRow.lot(group, stream);
        var token = UUID.randomUUID().toString();
        lots.updateOne(
                eq(lot),
                combine(
                        setOnInsert("tail", 0L),
                        setOnInsert("state", State.PARKED.name()),
                        setOnInsert("group", group),
                        setOnInsert("stream", stream),
                        setOnInsert("attempts", 0)),
                new UpdateOptions().upsert(true));
        var free = or(eq("until", null), lt("until", Date.from(time.get())));
        var claimed = lots.findOneAndUpdate(
                and(eq(lot), free),
                combine(set("token", token), set("until", Date.from(time.get().plus(CLAIM)))));
        return claimed == null ? Optional.empty() : Optional.of(new Claim(lot, group, stream, token));
    }

    /** Keeps a claim alive; false if it was lost. */
    boolean renew(Claim claim) {
        var until = Date.from(time.get().plus(CLAIM));
        return lots.updateOne(held(claim), set("until", until)).getMatchedCount() == 1;
    }

    void release(Claim claim) {
        lots.updateOne(held(claim), combine(unset("token"), unset("until")));
    }

    /** How much was ever added to a lot; nothing if the claim was lost. */
    Optional<Long> tail(Claim claim) {
        return Optional.ofNullable(lots.find(held(claim)).first()).map(lot -> lot.getLong("tail"));
    }

    /** Lets the aggregate's facts flow again, unless something was added since its tail was read. */
    boolean unpark(Claim claim, long tail) {
        return lots.deleteOne(and(held(claim), eq("tail", tail))).getDeletedCount() == 1;
    }

    private static Bson held(Claim claim) {
        return and(eq(claim.lot()), eq("token", claim.token()));
    }

    /** The row at which emptying stopped keeps what went wrong, and a person has to look. */
    void failed(ParkedRow row, String error) {
        rows.updateOne(eq(row.id()), combine(set("error", error), set("state", State.PARKED.name()), inc("tries", 1)));
        var lot = row.lot();
        if (lot != null) {
            rows.updateMany(eq("lot", lot), set("state", State.PARKED.name()));
            lots.updateOne(eq(lot), set("state", State.PARKED.name()));
        }
    }

    /** The owner could not be asked: again after a pause. */
    void postpone(String lot, Duration pause) {
        lots.updateOne(eq(lot), combine(set("next", Date.from(time.get().plus(pause))), inc("attempts", 1)));
    }

    /** A record that can be read after all, but whose predecessor is missing. */
    void hold(ParkedRow row, Fact fact) {
        var held = ParkedRow.of(row.group(), row.delivery(), fact, State.HELD, "The fact before it is missing", 0);
        var document = held.document(bytes);
        rows.updateOne(eq(row.id()), new Document("$set", without(document, "_id")));
        park(held);
    }

    private static Document without(Document document, String field) {
        var rest = new Document(document);
        rest.remove(field);
        return rest;
    }

    void audit(ParkedRow row, String action, String by, String words) {
        audit.insertOne(new Document("_id", UUID.randomUUID().toString())
                .append("at", Date.from(time.get()))
                .append("action", action)
                .append("by", by)
                .append("words", words)
                .append("row", row.id())
                .append("group", row.group())
                .append("stream", row.stream())
                .append("sequence", row.sequence()));
    }
}
