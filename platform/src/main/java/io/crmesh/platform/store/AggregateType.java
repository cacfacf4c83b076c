package io.crmesh.platform.store;

import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.list.ListIndex;
import io.crmesh.platform.list.RecordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Description of one kind of aggregate, as its store needs it. A builder: each method says one thing more.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class AggregateType<S extends Record, E extends Event> {

    private final String name;
    private final String collection;
    private final String prefix;
    private final Class<S> state;
    private final Fold<S, E> fold;
    private final List<List<String>> indexes = new ArrayList<>();
    private @Nullable Function<S, String> key;
    private @Nullable Function<S, RecordOwner> access;
    private @Nullable Function<S, List<Token>> tokens;
    private @Nullable Function<S, Map<String, Object>> find;
    private @Nullable Function<String, Optional<EventReference>> base;
    private @Nullable RecordList<?> list;
    private boolean shared;
    private boolean ownerFollowsState;

    private AggregateType(String name, String collection, String prefix, Class<S> state, Fold<S, E> fold) {
        this.name = name;
        this.collection = collection;
        this.prefix = prefix;
        this.state = state;
        this.fold = fold;
    }

    /** The only way from one state to the next. */
    public interface Fold<S, E> {
        @Nullable
        S after(@Nullable S state, E event);
    }

    /** Search token: its kind and its normalised value. */
    public record Token(String kind, String value) {}

    /**
     * The description of a kind that has neither key, owner nor list yet.
     *
     * @param name of one, for messages and metrics: {@code order}
     * @param collection where they are kept: {@code orders}; their history is in {@code orders.history}
     * @param prefix of their ids: {@code ord_}
     * @param fold the state after an event; of no state, the state that a first event makes; no state after an event that
     *     takes the record back
     */
    public static <S extends Record, E extends Event> AggregateType<S, E> of(
            String name, String collection, String prefix, Class<S> state, Fold<S, E> fold) {
        return new AggregateType<>(name, collection, prefix, state, fold);
    }

    /** The Kafka key, fixed at creation; the aggregate's own id if nothing is said. */
    public AggregateType<S, E> keyedBy(Function<S, String> by) {
        key = by;
        return this;
    }

    /** The owner of a record at any time: its own state names it, so that one write changes both. */
    public AggregateType<S, E> ownedBy(Function<S, RecordOwner> owner) {
        ownerFollowsState = true;
        return accessibleTo(owner);
    }

    /** The owner of a new record; later it follows the owner of the record's customer. */
    public AggregateType<S, E> accessibleTo(Function<S, RecordOwner> owner) {
        access = owner;
        return this;
    }

    /**
     * What the events of these records rest on: the last event of the record's customer that the service knows. Consumers
     * that decide apply it first. Kinds whose events others rest on say nothing here, so no two events wait for each other.
     */
    public AggregateType<S, E> restingOn(Function<String, Optional<EventReference>> lastEventOfCustomer) {
        base = lastEventOfCustomer;
        return this;
    }

    /** Records of this kind belong to no customer: callers who may see the kind see all of them. */
    public AggregateType<S, E> shared() {
        shared = true;
        return this;
    }

    /** Values by which a record is found without their being stored readably. */
    public AggregateType<S, E> foundByToken(Function<S, List<Token>> what) {
        tokens = what;
        return this;
    }

    /** Derived values that lists search and sort by, in the live document only. */
    public AggregateType<S, E> foundBy(Function<S, Map<String, Object>> what) {
        find = what;
        return this;
    }

    /** The list of these records; its indexes are declared with the collection. */
    public AggregateType<S, E> listedBy(RecordList<?> description) {
        list = description;
        return this;
    }

    /** An index of the live collection for what is asked beside the list. */
    public AggregateType<S, E> indexed(String... paths) {
        indexes.add(List.of(paths));
        return this;
    }

    public String name() {
        return name;
    }

    public String collection() {
        return collection;
    }

    public String prefix() {
        return prefix;
    }

    public Class<S> state() {
        return state;
    }

    public Fold<S, E> fold() {
        return fold;
    }

    @Nullable
    Function<S, String> key() {
        return key;
    }

    @Nullable
    Function<S, List<Token>> tokens() {
        return tokens;
    }

    @Nullable
    Function<S, Map<String, Object>> find() {
        return find;
    }

    List<List<String>> indexes() {
        return indexes;
    }

    List<ListIndex> listIndexes() {
        return list == null ? List.of() : list.indexes(scopes());
    }

    /** Whether the owner of a customer's records could not be updated by an index of the list. */
    boolean needsCustomerIndex() {
        return !shared
                && listIndexes().stream()
                        .noneMatch(index -> index.paths().getFirst().equals(RecordOwner.CUSTOMER));
    }

    /** The fields by which the rows of a caller are told apart. */
    public List<String> scopes() {
        return shared ? List.of() : List.of(RecordOwner.OWNER, RecordOwner.TEAM, RecordOwner.CUSTOMER);
    }

    public RecordOwner accessOf(S record) {
        return access == null ? RecordOwner.NOBODY : access.apply(record);
    }

    Optional<EventReference> baseOf(@Nullable String customer) {
        return base == null || customer == null ? Optional.empty() : base.apply(customer);
    }

    boolean ownerFollowsState() {
        return ownerFollowsState;
    }

    boolean belongsToCustomers() {
        return access != null;
    }
}
