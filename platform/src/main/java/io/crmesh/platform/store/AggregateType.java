package io.crmesh.platform.store;

import io.crmesh.platform.fact.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a store must know about one kind of aggregate.
 *
 * @param name of one, for messages and metrics: {@code order}
 * @param collection where they are kept: {@code orders}; their history is in {@code orders.history}
 * @param prefix of their ids: {@code ord_}
 * @param fold the state after an event; of no state, the state that a first event makes; no state after an event that
 *     takes the record back
 * @param key the Kafka key, fixed at creation; none means the aggregate's own id
 * @param access whose rows a new record belongs to; none means that it is about no customer
 * @param tokens values that a record is found by without being stored readably, as {@code kind:value}
 * @param find derived values that lists search and sort by, in the live document only
 * @param indexes of the live collection, each a list of paths
 */
public record AggregateType<S extends Record, E extends Event>(
        String name,
        String collection,
        String prefix,
        Class<S> state,
        Fold<S, E> fold,
        @Nullable Function<S, String> key,
        @Nullable Function<S, Access> access,
        @Nullable Function<S, List<Token>> tokens,
        @Nullable Function<S, Map<String, Object>> find,
        List<List<String>> indexes) {

    /** The only way from one state to the next. */
    public interface Fold<S, E> {
        @Nullable
        S after(@Nullable S state, E event);
    }

    /** A value to be found by: what kind it is and its normalised form. */
    public record Token(String kind, String value) {}

    public static <S extends Record, E extends Event> AggregateType<S, E> of(
            String name, String collection, String prefix, Class<S> state, Fold<S, E> fold) {
        return new AggregateType<>(name, collection, prefix, state, fold, null, null, null, null, List.of());
    }

    Access accessOf(S record) {
        return access == null ? Access.NOBODY : access.apply(record);
    }

    public AggregateType<S, E> keyedBy(Function<S, String> by) {
        return new AggregateType<>(name, collection, prefix, state, fold, by, access, tokens, find, indexes);
    }

    public AggregateType<S, E> accessibleTo(Function<S, Access> whom) {
        return new AggregateType<>(name, collection, prefix, state, fold, key, whom, tokens, find, indexes);
    }

    public AggregateType<S, E> foundByToken(Function<S, List<Token>> what) {
        return new AggregateType<>(name, collection, prefix, state, fold, key, access, what, find, indexes);
    }

    public AggregateType<S, E> foundBy(Function<S, Map<String, Object>> what) {
        return new AggregateType<>(name, collection, prefix, state, fold, key, access, tokens, what, indexes);
    }

    public AggregateType<S, E> indexed(String... paths) {
        var more = new ArrayList<>(indexes);
        more.add(List.of(paths));
        return new AggregateType<>(name, collection, prefix, state, fold, key, access, tokens, find, List.copyOf(more));
    }
}
