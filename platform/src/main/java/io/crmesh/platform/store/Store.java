package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.batching.RequestBatcher;
import io.crmesh.platform.codec.FieldEncryption.Subject;
import io.crmesh.platform.codec.StateCodec;
import io.crmesh.platform.codec.StateCodec.Place;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.lease.Slots;
import io.crmesh.platform.list.ListIndex;
import io.crmesh.platform.outbox.Backlog;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.OutboxStore;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.store.EventWriter.Step;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of one kind of aggregate: its live and history collections, and how its states are read and written. */
public final class Store<S extends Record, E extends Event> {

    private final AggregateType<S, E> type;
    private final ServiceSettings settings;
    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> live;
    private final MongoCollection<BsonDocument> archive;
    private final GroupCommit writes;
    private final RequestBatcher<String, Optional<DocumentSnapshot>> loads = new RequestBatcher<>(this::loadAll);
    private final RequestBatcher<RecordOwner, Boolean> accesses = new RequestBatcher<>(this::setAccesses);
    private final StateCodec<S> states;
    private final EventWriter<S, E> events;
    private final Keys keys;
    private final DatabaseClock clock;
    private final OutboxRelay relay;
    private final OutboxStore outbox;
    private final StoreFaultPoints faults;
    private final Timer writing;
    private final List<Consumer<String>> arrivals = new ArrayList<>();
    private final List<Runnable> preparations = new ArrayList<>();

    Store(AggregateType<S, E> type, MongoDatabase database, StoreParts parts) {
        this.type = type;
        this.settings = parts.settings();
        this.database = database;
        this.live = database.getCollection(type.collection(), BsonDocument.class);
        this.archive = database.getCollection(type.collection() + ".history", BsonDocument.class);
        this.writes = new GroupCommit(live);
        this.states = new StateCodec<>(type.state(), database.getCodecRegistry(), parts.encryption());
        this.events = new EventWriter<>(type, states, parts.clock(), parts.traces());
        this.keys = parts.keys();
        this.clock = parts.databaseClock();
        this.relay = parts.relay();
        this.outbox = new OutboxStore(settings.source(), settings.topic(), live, archive, clock, this::arrived);
        this.faults = parts.faults();
        this.writing = Timer.builder("crm.store.write")
                .description("Time that storing a command takes, waiting for others to share a request included")
                .tag("aggregate", type.name())
                .register(parts.meters());
    }

    public AggregateType<S, E> type() {
        return type;
    }

    public MongoDatabase database() {
        return database;
    }

    public MongoCollection<BsonDocument> live() {
        return live;
    }

    public MongoCollection<BsonDocument> archive() {
        return archive;
    }

    public EventWriter<S, E> events() {
        return events;
    }

    public Keys keys() {
        return keys;
    }

    public StoreFaultPoints faultPoints() {
        return faults;
    }

    public Instant databaseTime() {
        return clock.now();
    }

    /** Creates the indexes that reads and the outbox sweeper need; repeating it changes nothing. */
    void prepareIndexes() {
        var pending = new IndexOptions().partialFilterExpression(exists("pending.slot"));
        var _ = live.createIndex(Indexes.ascending("pending.slot", "pending.since"), pending);
        if (type.needsCustomerIndex()) {
            var _ = live.createIndex(Indexes.ascending(RecordOwner.CUSTOMER));
        }
        if (type.tokens() != null) {
            ListIndex.identifying("tokens").create(live);
        }
        type.listIndexes().forEach(index -> index.create(live));
        for (var paths : type.indexes()) {
            var _ = live.createIndex(Indexes.ascending(paths));
        }
        preparations.forEach(Runnable::run);
    }

    /** Registers further work that is done along with the indexes. */
    public void alsoPrepare(Runnable preparation) {
        preparations.add(preparation);
    }

    /** Stores a new document in one request with other documents that come at the same time. */
    public GroupCommit.Outcome insert(BsonDocument document) {
        return Objects.requireNonNull(writing.record(() -> writes.insert(document)));
    }

    /** Changes a document if it still matches the filter; a caller that gets false has to read it again. */
    public boolean update(BsonDocument filter, BsonDocument update) {
        return writing.record(() -> writes.update(filter, update));
    }

    @Nullable
    public DocumentSnapshot load(String id) {
        return loads.submit(id).orElse(null);
    }

    private List<Optional<DocumentSnapshot>> loadAll(List<String> ids) {
        var filter = ids.size() == 1 ? DocumentSnapshot.byId(ids.getFirst()) : in("_id", ids);
        var found = new HashMap<String, DocumentSnapshot>();
        for (var document : live.find(filter)) {
            var snapshot = DocumentSnapshot.of(document);
            found.put(snapshot.id(), snapshot);
        }
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    public BsonDocument byId(String id, AccessScope scope) {
        var filter = DocumentSnapshot.byId(id);
        filter.putAll(rowsOf(scope));
        return filter;
    }

    public Bson listable(AccessScope scope) {
        return and(exists("state"), rowsOf(scope));
    }

    private BsonDocument rowsOf(AccessScope scope) {
        var scopes = type.scopes();
        return switch (scope) {
            case AccessScope.Theirs theirs
            when !scopes.isEmpty() -> new BsonDocument("$or", RecordOwner.within(theirs, scopes));
            case AccessScope.Theirs _, AccessScope.All _ -> new BsonDocument();
        };
    }

    public Versioned<S> versioned(DocumentSnapshot snapshot) {
        return new Versioned<>(stateOf(snapshot), snapshot.version());
    }

    public S stateOf(DocumentSnapshot snapshot) {
        return states.decode(
                Objects.requireNonNull(snapshot.state()), subject(snapshot.id(), snapshot.key()), Place.LIVE);
    }

    /** Loads the keys for decoding these documents' states in one request. */
    public void prefetch(List<BsonDocument> documents) {
        states.prefetch(documents.stream()
                .map(document -> document.getString("key").getValue())
                .toList());
    }

    public S archived(BsonDocument state, String id, String key) {
        return states.decode(state, subject(id, key), Place.ARCHIVE);
    }

    public BsonDocument archivable(S state, String id, String key) {
        return states.encode(state, subject(id, key), Place.ARCHIVE);
    }

    public Subject subject(String id, String key) {
        return new Subject(type.name(), id, key);
    }

    /** The parts of the live document that follow from the state. */
    public BsonDocument derived(S state, String id, String key) {
        return derived(state, states.encode(state, subject(id, key), Place.LIVE));
    }

    /** The same for a state that the step's last event has already encoded for history. */
    public BsonDocument derived(Step<S> step, String id, String key) {
        var state = Objects.requireNonNull(step.state());
        var archivable = Objects.requireNonNull(step.events().getLast().state());
        return derived(state, states.live(state, archivable, subject(id, key)));
    }

    private BsonDocument derived(S state, BsonDocument encoded) {
        var document = new BsonDocument("state", encoded);
        document.putAll(found(state));
        if (type.tokens() != null) {
            document.append(
                    "tokens",
                    new BsonArray(type.tokens().apply(state).stream()
                            .map(token -> new BsonString(token(token)))
                            .toList()));
        }
        return document;
    }

    /** Owner and derived values, as far as they follow from the state. */
    private BsonDocument found(S state) {
        var document = new BsonDocument();
        if (type.ownerFollowsState()) {
            document.append("access", type.accessOf(state).toBson());
        }
        if (type.find() != null) {
            document.append(
                    "find",
                    BsonDocumentWrapper.asBsonDocument(
                            new Document(type.find().apply(state)), database.getCodecRegistry()));
        }
        return document;
    }

    /** What lists would have searched while this state was the record's present one, its personal values encrypted. */
    public BsonDocument searchable(BsonDocument archived, DocumentSnapshot snapshot) {
        var document = new BsonDocument("_id", new BsonString(snapshot.id()))
                .append("access", snapshot.access().toBson())
                .append("state", archived);
        if (type.ownerFollowsState() || type.find() != null) {
            document.putAll(found(archived(archived, snapshot.id(), snapshot.key())));
        }
        return document;
    }

    /** Whether what is stored at this path cannot be searched in history. */
    public boolean isPersonal(String path) {
        return path.equals("tokens") || (path.startsWith("state.") && states.isPersonal(path.substring(6)));
    }

    public String keyOf(S state, String id) {
        return type.key() == null ? id : type.key().apply(state);
    }

    public String token(AggregateType.Token token) {
        return keys.token(token.kind(), token.value());
    }

    /** Sets the owner of all records of a customer. */
    public void setAccess(RecordOwner access) {
        var _ = accesses.submit(access);
    }

    private List<Boolean> setAccesses(List<RecordOwner> all) {
        var _ = live.bulkWrite(all.stream()
                .map(access -> new UpdateManyModel<BsonDocument>(
                        eq(RecordOwner.CUSTOMER, Objects.requireNonNull(access.customer())), access.update()))
                .toList());
        return all.stream().map(_ -> true).toList();
    }

    /** The source attribute in the envelopes of its events. */
    public String source() {
        return outbox.source();
    }

    public OutboxStore outbox() {
        return outbox;
    }

    /** Hands the snapshot's pending events to the outbox relay; it neither blocks nor fails. */
    public void enqueue(DocumentSnapshot snapshot) {
        relay.offer(outbox, snapshot);
    }

    public void whenMade(Consumer<String> work) {
        arrivals.add(work);
    }

    /** Called for a document that the outbox inserted here as another aggregate's follower. */
    public void arrived(BsonDocument document) {
        var snapshot = DocumentSnapshot.of(document);
        enqueue(snapshot);
        arrivals.forEach(work -> work.accept(snapshot.id()));
    }

    public Backlog backlog() {
        var pending = in("pending.slot", Slots.ALL);
        var oldest = live.find(pending)
                .sort(Sorts.ascending("pending.since"))
                .projection(new Document("pending.since", 1))
                .first();
        if (oldest == null) {
            return new Backlog(type.collection(), 0, null);
        }
        var since = oldest.getDocument("pending").getDateTime("since").getValue();
        return new Backlog(type.collection(), live.countDocuments(pending), Instant.ofEpochMilli(since));
    }
}
