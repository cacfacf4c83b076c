package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import java.time.Instant;
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
 * All aggregates of one kind. Each is one document that holds its state and the facts it still owes the world, and every
 * command is one conditional write to it; the relay pays what is owed. See docs/decisions/0002.
 */
public abstract class Aggregates<S extends Record, E extends Event> implements FactSource, Backlog.Source {

    private static final Bson FOR_PEOPLE = Projections.exclude("pending", "commands");

    /** How many records of a stream are opened together. */
    private static final int AT_ONCE = 100;

    private final Store<S, E> store;
    private final Commands<S, E> commands;
    private final Erasing<S, E> erasing;
    private final History<S, E> history;

    protected Aggregates(Stores stores, AggregateType<S, E> type) {
        this.store = stores.open(type);
        this.commands = new Commands<>(store);
        this.erasing = new Erasing<>(store, commands);
        this.history = new History<>(store);
    }

    /** The id that a record made by this command gets, now and when the command is repeated. */
    public final String idOf(Command command) {
        return store.keys().id(store.type().prefix(), command.id());
    }

    /** The id of a record that comes from another system, whoever brings it. */
    public final String idOf(ExternalId external) {
        return store.keys().id(store.type().prefix(), external.system(), external.id());
    }

    /**
     * Makes a record. The same command again answers what it answered; another one for the same id is refused.
     *
     * @param first the events that make it, the first of which the fold turns into a state
     */
    public final Saved<S> create(String id, Command command, List<? extends E> first) {
        return commands.create(id, command, first);
    }

    /**
     * Changes a record: loads it, lets it decide, saves. {@code decide} may be called again on a newer state when
     * others change the record at the same time, so it must do nothing but decide.
     *
     * @param decide what happened, given the state; nothing happened if it is empty
     */
    public final Saved<S> change(String id, Command command, Function<S, ? extends List<? extends E>> decide) {
        return commands.change(id, command, decide);
    }

    /**
     * Erases a record for good. Its live document is blanked in this one write, its history afterwards by {@link
     * #forgetHistory}; what is sealed elsewhere dies with the person's key.
     *
     * @param reason a code
     * @param last the event, after which there is no state
     */
    public final Saved<Erased> erase(String id, Command command, String reason, E last) {
        return erasing.erase(id, command, reason, last);
    }

    /** What is left of a record that was erased; nothing if it was not. */
    public final Optional<Versioned<Erased>> erased(String id, Scope scope) {
        var document =
                store.live().find(store.byId(id, scope)).projection(FOR_PEOPLE).first();
        return Optional.ofNullable(document)
                .flatMap(found -> Optional.ofNullable(Erased.in(found)))
                .map(left -> new Versioned<>(
                        left, Objects.requireNonNull(document).getInt64("v").getValue()));
    }

    /** Those of these ids whose records were erased; one read. */
    public final Set<String> erasedAmong(List<String> ids) {
        return store.live()
                .find(and(in("_id", ids), exists("erased")))
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id").getValue())
                .into(new HashSet<>());
    }

    /** Whether there is something to erase: a record, or what is left of one that was taken back. */
    public final boolean isErasable(String id) {
        return store.live()
                        .find(and(eq("_id", id), exists("erased", false)))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /**
     * Takes what an erased record was out of its history; what happened, and when, stays there.
     *
     * @return false if something is still on its way into history: then it is to be said again; a record that is not here
     *     has nothing there
     */
    public final boolean forgetHistory(String id) {
        return erasing.forget(id);
    }

    /** The record as it is now, for a caller of this scope. */
    public final Versioned<S> get(String id, Scope scope) {
        return find(id, scope).orElseThrow(() -> new NotFound(store.type().name()));
    }

    public final Optional<Versioned<S>> find(String id, Scope scope) {
        var document =
                store.live().find(store.byId(id, scope)).projection(FOR_PEOPLE).first();
        return Optional.ofNullable(document).map(this::present);
    }

    /** The records of these ids that there are, in no order; one read. */
    public final List<Versioned<S>> findAll(List<String> ids, Scope scope) {
        return matching(in("_id", ids), scope, ids.size());
    }

    /** The records that carry a token, such as an e-mail address; at most so many. */
    public final List<Versioned<S>> findByToken(AggregateType.Token token, Scope scope, int limit) {
        return matching(eq("tokens", store.token(token)), scope, limit);
    }

    /** A condition for lists: the record carries this token. */
    public final Bson hasToken(AggregateType.Token token) {
        return eq("tokens", store.token(token));
    }

    private List<Versioned<S>> matching(Bson filter, Scope scope, int limit) {
        var found = store.live()
                .find(and(filter, store.listable(scope)))
                .projection(FOR_PEOPLE)
                .limit(limit)
                .into(new ArrayList<>());
        return presentAll(found);
    }

    /** One page of a list. */
    public final Page<Versioned<S>> list(Scope scope, Query query) {
        var page = Lists.page(store.live(), store.listable(scope), query, FOR_PEOPLE);
        return new Page<>(presentAll(page.items()), page.next(), page.count());
    }

    /** A whole list, page by page, for exports. */
    public final Stream<Versioned<S>> stream(Scope scope, Query query) {
        return Lists.stream(store.live(), store.listable(scope), query, FOR_PEOPLE)
                .gather(Gatherers.windowFixed(AT_ONCE))
                .flatMap(some -> presentAll(some).stream());
    }

    /** The record as it stood at an instant, judged by when facts were recorded. Who may see it is judged by now. */
    public final Versioned<S> asOf(String id, Instant instant, Scope scope) {
        return history.asOf(id, instant, scope);
    }

    /** What happened to the record, newest first, below a sequence (0: from the newest), at most so many. */
    public final List<HistoryEntry<S>> history(String id, long below, int limit, Scope scope) {
        return history.page(id, below, limit, scope);
    }

    @Override
    public final boolean owns(String subject) {
        return subject.startsWith(store.type().prefix());
    }

    @Override
    public final List<Fact> factsAfter(String subject, long sequence, int limit) {
        return history.factsAfter(subject, sequence, limit);
    }

    @Override
    public final Backlog backlog() {
        return store.backlog();
    }

    /** Sets whose rows the records of a customer belong to; no version changes. */
    public final void setAccess(Access access) {
        store.setAccess(access);
    }

    /** The document that making this record would insert, to be owed by another aggregate, whose rows it shares. */
    protected final Follower prepare(String id, Access access, Command command, List<? extends E> first) {
        return commands.prepare(id, access, command, first);
    }

    /** A condition for lists: the record is one that a caller of this scope sees. */
    protected final Bson within(Scope scope) {
        return store.listable(scope);
    }

    /** Has work done for each record that comes to be here as another aggregate's follower. */
    protected final void whenMade(Consumer<String> work) {
        store.whenMade(work);
    }

    private List<Versioned<S>> presentAll(List<BsonDocument> documents) {
        store.foresee(documents);
        return documents.stream().map(this::present).toList();
    }

    private Versioned<S> present(BsonDocument document) {
        var image = Image.of(document);
        if (image.state() == null) {
            throw new Gone(store.type().name());
        }
        return store.versioned(image);
    }
}
