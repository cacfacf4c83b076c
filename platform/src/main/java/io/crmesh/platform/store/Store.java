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
import io.crmesh.platform.Scope;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.store.FactWriter.Step;
import io.crmesh.platform.store.Seal.Subject;
import io.crmesh.platform.store.StateCodec.Place;
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

/** Where one kind of aggregate lives: its two collections, and how its states are read and written. */
final class Store<S extends Record, E extends Event> {

    private final AggregateType<S, E> type;
    private final ServiceSettings settings;
    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> live;
    private final MongoCollection<BsonDocument> archive;
    private final GroupCommit writes;
    private final Together<String, Optional<Image>> loads = new Together<>(this::loadAll);
    private final Together<Access, Boolean> accesses = new Together<>(this::setAccesses);
    private final StateCodec<S> states;
    private final FactWriter<S, E> facts;
    private final Keys keys;
    private final DatabaseClock clock;
    private final Relay relay;
    private final StoreRules rules;
    private final Timer writing;
    private final List<Consumer<String>> arrivals = new ArrayList<>();
    private final List<Runnable> preparations = new ArrayList<>();

    Store(AggregateType<S, E> type, MongoDatabase database, Parts parts) {
        this.type = type;
        this.settings = parts.settings();
        this.database = database;
        this.live = database.getCollection(type.collection(), BsonDocument.class);
        this.archive = database.getCollection(type.collection() + ".history", BsonDocument.class);
        this.writes = new GroupCommit(live);
        this.states = new StateCodec<>(type.state(), database.getCodecRegistry(), parts.seal());
        this.facts = new FactWriter<>(type, states, parts.json(), parts.clock(), parts.traces());
        this.keys = parts.keys();
        this.clock = parts.databaseClock();
        this.relay = parts.relay();
        this.rules = parts.rules();
        this.writing = Timer.builder("crm.store.write")
                .description("Time that storing a command takes, waiting for others to share a request included")
                .tag("aggregate", type.name())
                .register(parts.meters());
    }

    AggregateType<S, E> type() {
        return type;
    }

    String source() {
        return settings.source();
    }

    String topic() {
        return settings.topic();
    }

    MongoDatabase database() {
        return database;
    }

    MongoCollection<BsonDocument> live() {
        return live;
    }

    MongoCollection<BsonDocument> archive() {
        return archive;
    }

    FactWriter<S, E> facts() {
        return facts;
    }

    Keys keys() {
        return keys;
    }

    StoreRules rules() {
        return rules;
    }

    Instant databaseTime() {
        return clock.now();
    }

    /** Makes the indexes that reads and the sweeper rest on; repeating it changes nothing. */
    void prepareIndexes() {
        var owing = new IndexOptions().partialFilterExpression(exists("pending.slot"));
        var _ = live.createIndex(Indexes.ascending("pending.slot", "pending.since"), owing);
        var _ = live.createIndex(Indexes.ascending("access.customer"));
        if (type.tokens() != null) {
            var _ = live.createIndex(Indexes.ascending("tokens"));
        }
        for (var paths : type.indexes()) {
            var _ = live.createIndex(Indexes.ascending(paths));
        }
        preparations.forEach(Runnable::run);
    }

    /** More to be prepared along with the indexes. */
    void alsoPrepare(Runnable preparation) {
        preparations.add(preparation);
    }

    /** Stores a new document, together with others that come at the same time. */
    GroupCommit.Outcome insert(BsonDocument document) {
        return Objects.requireNonNull(writing.record(() -> writes.insert(document)));
    }

    /** Changes a document if it is as the filter says; whoever is told that it is not looks again. */
    boolean update(BsonDocument filter, BsonDocument update) {
        return writing.record(() -> writes.update(filter, update));
    }

    @Nullable
    Image load(String id) {
        return loads.ask(id).orElse(null);
    }

    private List<Optional<Image>> loadAll(List<String> ids) {
        var filter = ids.size() == 1 ? byId(ids.getFirst()) : in("_id", ids);
        var found = new HashMap<String, Image>();
        for (var document : live.find(filter)) {
            var image = Image.of(document);
            found.put(image.id(), image);
        }
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /** Plain fields, no operator: every server finds it by the id. */
    static BsonDocument byId(String id) {
        return new BsonDocument("_id", new BsonString(id));
    }

    BsonDocument byId(String id, Scope scope) {
        var filter = byId(id);
        if (scope instanceof Scope.Theirs theirs) {
            filter.append("$or", Access.within(theirs));
        }
        return filter;
    }

    Bson listable(Scope scope) {
        return switch (scope) {
            case Scope.All _ -> exists("state");
            case Scope.Theirs theirs -> and(exists("state"), new BsonDocument("$or", Access.within(theirs)));
        };
    }

    Versioned<S> versioned(Image image) {
        return new Versioned<>(stateOf(image), image.version());
    }

    S stateOf(Image image) {
        return states.decode(Objects.requireNonNull(image.state()), subject(image.id(), image.key()), Place.LIVE);
    }

    /** Gets ready to decode these documents' states, all of them at the price of one. */
    void foresee(List<BsonDocument> documents) {
        states.foresee(documents.stream()
                .map(document -> document.getString("key").getValue())
                .toList());
    }

    boolean holdsPersonal() {
        return states.holdsPersonal();
    }

    /** Which fields are sealed where. */
    String sealing() {
        return states.sealing();
    }

    /** A stored state with all of it sealed that must be there, if that is another. */
    Optional<BsonDocument> resealed(BsonDocument state, String id, String key, Place place) {
        return states.resealed(state, subject(id, key), place);
    }

    /** A stored state without what must be sealed there and is not, if that is another. */
    Optional<BsonDocument> withoutUnsealed(BsonDocument state, Place place) {
        return states.withoutUnsealed(state, place);
    }

    S archived(BsonDocument state, String id, String key) {
        return states.decode(state, subject(id, key), Place.ARCHIVE);
    }

    BsonDocument archivable(S state, String id, String key) {
        return states.encode(state, subject(id, key), Place.ARCHIVE);
    }

    Subject subject(String id, String key) {
        return new Subject(type.name(), id, key);
    }

    /** The parts of the live document that follow from the state. */
    BsonDocument derived(S state, String id, String key) {
        return derived(state, states.encode(state, subject(id, key), Place.LIVE));
    }

    /** The same, of a state that the step's last fact has encoded for history. */
    BsonDocument derived(Step<S> step, String id, String key) {
        var state = Objects.requireNonNull(step.state());
        var archivable = Objects.requireNonNull(step.facts().getLast().state());
        return derived(state, states.live(state, archivable, subject(id, key)));
    }

    private BsonDocument derived(S state, BsonDocument encoded) {
        var document = new BsonDocument("state", encoded);
        if (type.tokens() != null) {
            document.append(
                    "tokens",
                    new BsonArray(type.tokens().apply(state).stream()
                            .map(token -> new BsonString(token(token)))
                            .toList()));
        }
        if (type.find() != null) {
            document.append(
                    "find",
                    BsonDocumentWrapper.asBsonDocument(
                            new Document(type.find().apply(state)), database.getCodecRegistry()));
        }
        return document;
    }

    String keyOf(S state, String id) {
        return type.key() == null ? id : type.key().apply(state);
    }

    String token(AggregateType.Token token) {
        return keys.token(token.kind(), token.value());
    }

    /** Sets whose rows the records of a customer belong to. */
    void setAccess(Access access) {
        var _ = accesses.ask(access);
    }

    private List<Boolean> setAccesses(List<Access> all) {
        var _ = live.bulkWrite(all.stream()
                .map(access -> new UpdateManyModel<BsonDocument>(
                        eq("access.customer", Objects.requireNonNull(access.customer())), access.update()))
                .toList());
        return all.stream().map(_ -> true).toList();
    }

    void setAccess(String id, Access access) {
        var _ = live.updateOne(byId(id), access.update());
    }

    /** Hands what the image owes to the relay; never blocks, never fails. */
    void owe(Image image) {
        relay.offer(this, image);
    }

    void whenMade(Consumer<String> work) {
        arrivals.add(work);
    }

    /** The relay made these as another aggregate's followers. */
    void arrived(BsonDocument document) {
        var image = Image.of(document);
        owe(image);
        arrivals.forEach(work -> work.accept(image.id()));
    }

    Backlog backlog() {
        var owing = in("pending.slot", Slots.ALL);
        var oldest = live.find(owing)
                .sort(Sorts.ascending("pending.since"))
                .projection(new Document("pending.since", 1))
                .first();
        if (oldest == null) {
            return new Backlog(type.collection(), 0, null);
        }
        var since = oldest.getDocument("pending").getDateTime("since").getValue();
        return new Backlog(type.collection(), live.countDocuments(owing), Instant.ofEpochMilli(since));
    }
}
