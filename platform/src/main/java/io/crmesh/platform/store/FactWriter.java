package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.Seal.Subject;
import io.crmesh.platform.store.StateCodec.Place;
import io.crmesh.platform.trace.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes of an aggregate's events the facts that it then owes: the bytes for the wire and the state for history. */
final class FactWriter<S extends Record, E extends Event> {

    private final AggregateType<S, E> type;
    private final StateCodec<S> states;
    private final JsonMapper json;
    private final Clock clock;
    private final Traces traces;

    FactWriter(AggregateType<S, E> type, StateCodec<S> states, JsonMapper json, Clock clock, Traces traces) {
        this.type = type;
        this.states = states;
        this.json = json;
        this.clock = clock;
        this.traces = traces;
    }

    /** What follows from the events: the state after the last of them and the facts in between. */
    record Step<S>(@Nullable S state, List<OwedFact> facts, Instant recordedAt) {}

    /** Where an aggregate stands before its events. */
    record Base<S>(
            Subject subject,
            long version,
            long sequence,
            @Nullable S state,
            Instant lastRecordedAt) {}

    Step<S> fold(Base<S> base, List<E> events, Command command, @Nullable String customer) {
        var recordedAt = later(clock.instant(), base.lastRecordedAt());
        var state = base.state();
        var sequence = base.sequence();
        var facts = new ArrayList<OwedFact>(events.size());
        for (var event : events) {
            state = type.fold().after(state, event);
            facts.add(new OwedFact(
                    ++sequence,
                    base.version() + 1,
                    event.type(),
                    recordedAt,
                    headers(event, command, customer),
                    json.writeValueAsBytes(event),
                    state == null ? null : states.encode(state, base.subject(), Place.ARCHIVE)));
        }
        return new Step<>(state, facts, recordedAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private BsonDocument headers(Event event, Command command, @Nullable String customer) {
        var headers = new BsonDocument(
                        "time", new BsonDateTime(event.occurredAt().toEpochMilli()))
                .append("mode", new BsonString(command.mode().name()))
                .append("actor", new BsonString(command.actor().toString()))
                .append("correlationid", new BsonString(command.correlationId()));
        put(headers, "customer", customer);
        put(headers, "causationid", command.causationId());
        put(headers, "traceparent", traces.here());
        return headers;
    }

    private static void put(BsonDocument headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, new BsonString(value));
        }
    }
}
