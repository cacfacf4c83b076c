package io.crmesh.platform.aggregate;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.EventSource;
import io.crmesh.platform.history.History;
import io.crmesh.platform.history.HistoryEntry;
import io.crmesh.platform.history.PastList;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.outbox.Backlog;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Store;
import io.crmesh.platform.store.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Repository of one kind of aggregate. Each aggregate is one document that holds its state and its pending events, and
 * each command is one conditional write to it; the outbox relay publishes the pending events. See docs/decisions/0002.
 */
public abstract class Aggregates<S extends Record, E extends Event> implements EventSource, Backlog.Source {

    private static final Bson FOR_PEOPLE = Projections.exclude("pending", "commands");

    /** The number of records of a stream whose personal fields are decrypted together. */
    private static final int AT_ONCE = 100;

    private final Store<S, E> store;
    private final Commands<S, E> commands;
    private final Erasure<S, E> erasing;
    private final History<S, E> history;
    private final PastList<S, E> past;

    protected Aggregates(Stores stores, AggregateType<S, E> type) {
        this.store = stores.open(type);
        this.commands = new Commands<>(store);
        this.erasing = new Erasure<>(store, commands);
        this.history = new History<>(store);
        this.past = new PastList<>(store);
    }

    /** The id of the record that this command creates, which is the same when the command is repeated. */
    public final String idOf(Command command) {
        return store.keys().id(store.type().prefix(), command.id());
    }

    /** The id of a record that comes from another system; it depends only on that system's own id. */
    public final String idOf(ExternalId external) {
        return store.keys().id(store.type().prefix(), external.system(), external.id());
    }

    /** The id of a record that comes from another system, where one id there may stand for a record of each customer. */
    public final String idOf(ExternalId external, String customer) {
        return store.keys().id(store.type().prefix(), external.system(), external.id(), customer);
    }

    /**
     * Creates a record. The same command repeated gets the same answer; another command for the same id is refused.
     *
     * @param first the events that create it; the fold makes the state of the first
     */
    public final Saved<S> create(String id, Command command, List<? extends E> first) {
        return commands.create(id, command, first);
    }

    /**
     * Changes a record: loads it, lets {@code decide} choose the events, and saves them. After a concurrent change
     * {@code decide} is called again on the newer state, so it must have no side effects.
     *
     * @param decide the events that follow from the state; an empty list changes nothing
     */
    public final Saved<S> change(String id, Command command, Function<S, ? extends List<? extends E>> decide) {
        return commands.change(id, command, decide);
    }

    /**
     * Erases a record for good. This one write blanks the live document; {@link #forgetHistory} then blanks the
     * history. Values that are encrypted elsewhere become unreadable with the person's key.
     *
     * @param reason a code
     * @param last the event, after which there is no state
     */
    public final Saved<Erased> erase(String id, Command command, String reason, E last) {
        return erasing.erase(id, command, reason, last);
    }

    /** The stub of an erased record; empty if the record was not erased. */
    public final Optional<Versioned<Erased>> erased(String id, AccessScope scope) {
        var document =
                store.live().find(store.byId(id, scope)).projection(FOR_PEOPLE).first();
        return Optional.ofNullable(document)
                .flatMap(found -> Optional.ofNullable(Erased.in(found)))
                .map(left -> new Versioned<>(
                        left, Objects.requireNonNull(document).getInt64("v").getValue()));
    }

    /** Those of these ids whose records were erased, found by one read. */
    public final Set<String> erasedAmong(List<String> ids) {
        return store.live()
                .find(and(in("_id", ids), exists("erased")))
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id").getValue())
                .into(new HashSet<>());
    }

    /** Whether the id has something to erase: a record, or the remains of a withdrawn one. */
    public final boolean isErasable(String id) {
        return store.live()
                        .find(and(eq("_id", id), exists("erased", false)))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /**
     * Removes an erased record's states from its history; which events happened, and when, stays there.
     *
     * @return false if events are still pending: then it must be called again; an unknown record has no history to
     *     remove
     */
    public final boolean forgetHistory(String id) {
        return erasing.forget(id);
    }

    /** The sequence of a record's last event, also of a record that was withdrawn or erased. */
    public final long lastSequence(String id) {
        var document = store.live()
                .find(DocumentSnapshot.byId(id))
                .projection(Projections.include("seq"))
                .first();
        if (document == null) {
            throw new NotFound(store.type().name());
        }
        return document.getInt64("seq").getValue();
    }

    /** The current record, for a caller of this scope. */
    public final Versioned<S> get(String id, AccessScope scope) {
        return find(id, scope).orElseThrow(() -> new NotFound(store.type().name()));
    }

    public final Optional<Versioned<S>> find(String id, AccessScope scope) {
        var document =
                store.live().find(store.byId(id, scope)).projection(FOR_PEOPLE).first();
        return Optional.ofNullable(document).map(this::present);
    }

    /** The existing records among these ids, in no particular order, found by one read. */
    public final List<Versioned<S>> findAll(List<String> ids, AccessScope scope) {
        return matching(in("_id", ids), scope, ids.size());
    }

    /** The records that carry a token, such as an e-mail address, up to the limit. */
    public final List<Versioned<S>> findByToken(AggregateType.Token token, AccessScope scope, int limit) {
        return matching(eq("tokens", store.token(token)), scope, limit);
    }

    /** The records that carry one of these tokens, up to the limit. */
    public final List<Versioned<S>> findByTokens(List<AggregateType.Token> tokens, AccessScope scope, int limit) {
        return matching(carrying(tokens), scope, limit);
    }

    /** Filter for lists: the record carries one of these tokens. */
    protected final Bson carrying(List<AggregateType.Token> tokens) {
        return in("tokens", tokens.stream().map(store::token).toList());
    }

    /** Calls the action with the id of each record that carries a token, however many there are. */
    protected final void forEachWithToken(AggregateType.Token token, Consumer<String> action) {
        store.live()
                .find(eq("tokens", store.token(token)))
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id").getValue())
                .forEach(action);
    }

    private List<Versioned<S>> matching(Bson filter, AccessScope scope, int limit) {
        var found = store.live()
                .find(and(filter, store.listable(scope)))
                .projection(FOR_PEOPLE)
                .limit(limit)
                .into(new ArrayList<>());
        return presentAll(found);
    }

    /** One page of a list. */
    public final Page<Versioned<S>> list(AccessScope scope, Query query) {
        var page = Lists.page(store.live(), store.listable(scope), query, FOR_PEOPLE);
        return new Page<>(presentAll(page.items()), page.next(), page.count());
    }

    /** One page of a list as of then: each record is compared as it was, and shown to those who may see it now. */
    public final Page<Versioned<S>> list(AccessScope scope, Query query, Past then) {
        return then.isPresent() ? list(scope, query) : past.page(scope, query, then);
    }

    /** A whole list, page by page, for exports. */
    public final Stream<Versioned<S>> stream(AccessScope scope, Query query) {
        return Lists.stream(store.live(), store.listable(scope), query, FOR_PEOPLE)
                .gather(Gatherers.windowFixed(AT_ONCE))
                .flatMap(some -> presentAll(some).stream());
    }

    /** A whole list as of then. */
    public final Stream<Versioned<S>> stream(AccessScope scope, Query query, Past then) {
        return then.isPresent() ? stream(scope, query) : past.stream(scope, query, then);
    }

    /** The record as of then. Who may see it is judged by its present owner. */
    public final Versioned<S> get(String id, Past then, AccessScope scope) {
        return then.isPresent() ? get(id, scope) : history.at(id, then, scope);
    }

    /** The record's history, newest first, below a sequence (0: from the newest), up to the limit. */
    public final List<HistoryEntry<S>> history(String id, long below, int limit, AccessScope scope) {
        return history(id, below, limit, Past.NONE, scope);
    }

    /** The record's history until then, newest first, below a sequence (0: from the newest), up to the limit. */
    public final List<HistoryEntry<S>> history(String id, long below, int limit, Past then, AccessScope scope) {
        return history.page(id, below, limit, then, scope);
    }

    /** Whether what is stored at this path of a document cannot be searched in history. */
    public final boolean isPersonal(String path) {
        return store.isPersonal(path);
    }

    @Override
    public final boolean owns(String subject) {
        return subject.startsWith(store.type().prefix());
    }

    @Override
    public final List<RecordedEvent> eventsAfter(String subject, long sequence, int limit) {
        return history.eventsAfter(subject, sequence, limit);
    }

    @Override
    public final Backlog backlog() {
        return store.backlog();
    }

    /** Sets the owner of all records of a customer; their versions do not change. */
    public final void setAccess(RecordOwner access) {
        store.setAccess(access);
    }

    /**
     * The document that creating this record would insert. Another aggregate keeps it as a pending row and shares its
     * owner with it.
     */
    protected final Follower prepare(String id, RecordOwner access, Command command, List<? extends E> first) {
        return commands.prepare(id, access, command, first);
    }

    /** Filter for lists: the record is within this scope. */
    protected final Bson within(AccessScope scope) {
        return store.listable(scope);
    }

    /** Registers work that runs for each record that the outbox inserts here as another aggregate's follower. */
    protected final void whenMade(Consumer<String> work) {
        store.whenMade(work);
    }

    private List<Versioned<S>> presentAll(List<BsonDocument> documents) {
        store.prefetch(documents);
        return documents.stream().map(this::present).toList();
    }

    private Versioned<S> present(BsonDocument document) {
        var snapshot = DocumentSnapshot.of(document);
        if (snapshot.state() == null) {
            throw new Gone(store.type().name());
        }
        return store.versioned(snapshot);
    }
}
