package io.crmesh.platform.deadletter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
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
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
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
 * Sequenced dead-letter queue: keeps the records that a consumer group could not process. While an aggregate has dead
 * letters here, its later events queue behind them. One document per such aggregate says that its stream is blocked,
 * and counts in {@code tail} the letters that were added.
 *
 * <p>Appending and unblocking are conditional on that document. A letter is inserted first and counted second. A stream
 * is unblocked only by the process that claimed it, read its tail, and then found no letter.
 */
public class DeadLetterQueue {

    /** A blocked stream that one process has claimed: only the holder of the token may unblock it. */
    public record Claim(String streamKey, String group, String stream, String token) {}

    /** A blocked stream whose missing events are due to be fetched. */
    public record DueStream(String stream, int attempts) {}

    private static final Duration CLAIM_LEASE = Duration.ofSeconds(30);

    private final MongoCollection<Document> letters;
    private final MongoCollection<Document> streams;
    private final MongoCollection<Document> audit;
    private final RecordBytes bytes;
    private final Supplier<Instant> time;
    private final int limitPerStream;
    private final AtomicBoolean indexed = new AtomicBoolean();

    /**
     * Opens the queue of a service.
     *
     * @param time the database's time: all processes of the service compare claims by it
     */
    public DeadLetterQueue(
            MongoDatabase database, FieldEncryption encryption, Supplier<Instant> time, int limitPerStream) {
        this.letters = database.getCollection("dead-letters");
        this.streams = database.getCollection("dead-letter-streams");
        this.audit = database.getCollection("dead-letter-audit");
        this.bytes = new RecordBytes(encryption);
        this.time = time;
        this.limitPerStream = limitPerStream;
    }

    /** The keys of a group's blocked streams; read after each assignment. */
    public Set<String> blockedStreams(String group) {
        index();
        return streams.find(eq("group", group))
                .projection(include("_id"))
                .map(stream -> requireNonNull(stream.getString("_id")))
                .into(new HashSet<>());
    }

    /** Several threads may create them at once, which does no harm; none may ask before they are there. */
    private void index() {
        if (!indexed.get()) {
            letters.createIndex(Indexes.ascending("streamKey", "sequence", "record.offset"));
            letters.createIndex(Indexes.ascending("group", "_id"));
            streams.createIndex(Indexes.ascending("group", "state", "next"));
            indexed.set(true);
        }
    }

    /** Adds a failed record; from now on the later events of its aggregate queue behind it. */
    public void add(DeadLetter letter) {
        insert(letter);
        var streamKey = letter.streamKey();
        if (streamKey != null) {
            streams.updateOne(
                    eq(streamKey),
                    combine(
                            inc("tail", 1L),
                            set("state", letter.state().name()),
                            setOnInsert("group", letter.group()),
                            setOnInsert("stream", letter.stream()),
                            setOnInsert("attempts", 0)),
                    new UpdateOptions().upsert(true));
        }
    }

    /** Whether the aggregate of this event has dead letters. */
    boolean isBlocked(String group, EventReference event) {
        return streams.find(eq(DeadLetter.streamKey(group, event.stream()))).first() != null;
    }

    /** Appends an event behind the dead letters of its aggregate, unless the stream has been unblocked. */
    public boolean append(String group, ConsumerRecord<byte[], byte[]> delivery, RecordedEvent event) {
        var streamKey = DeadLetter.streamKey(group, event.stream());
        var blocked = streams.find(eq(streamKey)).first();
        if (blocked == null) {
            return false;
        }
        requireRoom(blocked, delivery);
        var letter = DeadLetter.behind(group, delivery, event, State.valueOf(blocked.getString("state")));
        insert(letter);
        if (streams.updateOne(eq(streamKey), inc("tail", 1L)).getMatchedCount() == 1) {
            return true;
        }
        // The stream was unblocked in between, with or without this letter, so the caller processes the event as well.
        remove(letter.id());
        return false;
    }

    private void requireRoom(Document blocked, ConsumerRecord<byte[], byte[]> delivery) {
        if (blocked.getLong("tail") >= limitPerStream && count(blocked.getString("_id")) >= limitPerStream) {
            throw new TooManyDeadLetters(
                    new TopicPartition(delivery.topic(), delivery.partition()),
                    "more than " + limitPerStream + " dead letters of one aggregate");
        }
    }

    private void insert(DeadLetter letter) {
        try {
            letters.insertOne(letter.document(bytes));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // An earlier delivery of the same record added it.
        }
    }

    void remove(String letter) {
        letters.deleteOne(eq(letter));
    }

    Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters.find(eq(id)).first()).map(letter -> DeadLetter.from(letter, bytes));
    }

    /** The first letters of one stream, in the order of their sequence. */
    List<DeadLetter> letters(String streamKey, int limit) {
        index();
        return letters.find(eq("streamKey", streamKey))
                .sort(ascending("sequence", "record.offset"))
                .limit(limit)
                .map(letter -> DeadLetter.from(letter, bytes))
                .into(new ArrayList<>());
    }

    long count(String streamKey) {
        index();
        return letters.countDocuments(eq("streamKey", streamKey), new CountOptions().limit(limitPerStream + 1));
    }

    long count(String group, State state) {
        index();
        return letters.countDocuments(and(eq("group", group), eq("state", state.name())));
    }

    /** A page of the letters of these groups. */
    public Page<DeadLetter> list(Set<String> groups, Query query) {
        index();
        return Lists.page(letters.withDocumentClass(BsonDocument.class), in("group", groups), query, new BsonDocument())
                .map(this::decode);
    }

    private DeadLetter decode(BsonDocument stored) {
        var document = letters.getCodecRegistry()
                .get(Document.class)
                .decode(stored.asBsonReader(), DecoderContext.builder().build());
        return DeadLetter.from(document, bytes);
    }

    /**
     * The streams that await missing events and whose next attempt is due, up to the limit: those that were not tried yet,
     * then those that are due first.
     */
    public List<DueStream> due(String group, int limit) {
        index();
        var waiting = and(eq("group", group), eq("state", State.AWAITING_GAP.name()));
        var due = streams.find(and(waiting, eq("next", null)))
                .limit(limit)
                .map(DeadLetterQueue::dueStream)
                .into(new ArrayList<>());
        if (due.size() < limit) {
            streams.find(and(waiting, lte("next", Date.from(time.get()))))
                    .sort(ascending("next"))
                    .limit(limit - due.size())
                    .map(DeadLetterQueue::dueStream)
                    .into(due);
        }
        return due;
    }

    private static DueStream dueStream(Document blocked) {
        return new DueStream(requireNonNull(blocked.getString("stream")), blocked.getInteger("attempts", 0));
    }

    /** How long a letter has been here. */
    Duration age(DeadLetter letter) {
        return Duration.between(letter.at(), time.get());
    }

    /** Claims a stream that awaits missing events; nothing if it no longer does, or if another process has claimed it. */
    public Optional<Claim> claimWaiting(String group, String stream) {
        return claimed(group, stream, eq("state", State.AWAITING_GAP.name()));
    }

    /**
     * Claims a stream for a replay; nothing if another process has claimed it. The claim only saves work: consumers are
     * idempotent and bear two replays at once.
     */
    public Optional<Claim> claim(String group, String stream) {
        var streamKey = DeadLetter.streamKey(group, stream);
        streams.updateOne(
                eq(streamKey),
                combine(
                        setOnInsert("tail", 0L),
                        setOnInsert("state", State.FAILED.name()),
                        setOnInsert("group", group),
                        setOnInsert("stream", stream),
                        setOnInsert("attempts", 0)),
                new UpdateOptions().upsert(true));
        return claimed(group, stream, new Document());
    }

    private Optional<Claim> claimed(String group, String stream, Bson condition) {
        var streamKey = DeadLetter.streamKey(group, stream);
        var token = UUID.randomUUID().toString();
        var free = or(eq("until", null), lt("until", Date.from(time.get())));
        var claimed = streams.findOneAndUpdate(
                and(eq(streamKey), condition, free),
                combine(set("token", token), set("until", Date.from(time.get().plus(CLAIM_LEASE)))));
        return claimed == null ? Optional.empty() : Optional.of(new Claim(streamKey, group, stream, token));
    }

    /** Extends a claim; false if it was lost. */
    boolean renew(Claim claim) {
        var until = Date.from(time.get().plus(CLAIM_LEASE));
        return streams.updateOne(claimed(claim), set("until", until)).getMatchedCount() == 1;
    }

    void release(Claim claim) {
        streams.updateOne(claimed(claim), combine(unset("token"), unset("until")));
    }

    /** How many letters were ever added to a stream; nothing if the claim was lost. */
    Optional<Long> tail(Claim claim) {
        return Optional.ofNullable(streams.find(claimed(claim)).first()).map(blocked -> blocked.getLong("tail"));
    }

    /** Unblocks the aggregate's events, unless a letter was added since its tail was read. */
    boolean unblock(Claim claim, long tail) {
        return streams.deleteOne(and(claimed(claim), eq("tail", tail))).getDeletedCount() == 1;
    }

    private static Bson claimed(Claim claim) {
        return and(eq(claim.streamKey()), eq("token", claim.token()));
    }

    /** Records the error at which a replay stopped; the stream then waits for a person. */
    void markFailed(DeadLetter letter, String error) {
        index();
        letters.updateOne(
                eq(letter.id()), combine(set("error", error), set("state", State.FAILED.name()), inc("tries", 1)));
        var streamKey = letter.streamKey();
        if (streamKey != null) {
            letters.updateMany(eq("streamKey", streamKey), set("state", State.FAILED.name()));
            streams.updateOne(eq(streamKey), set("state", State.FAILED.name()));
        }
    }

    /** Remembers the event of another aggregate for which a letter waits that waited for its own predecessor before. */
    void markAhead(DeadLetter letter, EventReference base) {
        letters.updateOne(
                eq(letter.id()),
                combine(set("awaits", base.toString()), set("error", DeadLetter.errorOfMissing(base))));
    }

    /** Schedules the next attempt, because the owner of the events could not be asked. */
    public void postpone(String streamKey, Duration pause) {
        streams.updateOne(
                eq(streamKey), combine(set("next", Date.from(time.get().plus(pause))), inc("attempts", 1)));
    }

    /** Moves a record that can be read now, but comes too early, to its stream. */
    void move(DeadLetter letter, DeadLetter awaiting) {
        var document = awaiting.document(bytes);
        letters.updateOne(eq(letter.id()), new Document("$set", without(document, "_id")));
        add(awaiting);
    }

    private static Document without(Document document, String field) {
        var rest = new Document(document);
        rest.remove(field);
        return rest;
    }

    void audit(DeadLetter letter, String action, String by, String reason) {
        audit.insertOne(new Document("_id", UUID.randomUUID().toString())
                .append("at", Date.from(time.get()))
                .append("action", action)
                .append("by", by)
                .append("reason", reason)
                .append("deadLetter", letter.id())
                .append("group", letter.group())
                .append("stream", letter.stream())
                .append("sequence", letter.sequence()));
    }
}
