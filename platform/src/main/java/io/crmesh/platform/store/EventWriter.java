package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import io.crmesh.platform.codec.EventJson;
import io.crmesh.platform.codec.FieldEncryption.Subject;
import io.crmesh.platform.codec.StateCodec;
import io.crmesh.platform.codec.StateCodec.Place;
import io.crmesh.platform.document.EventTimes;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.trace.Traces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Turns an aggregate's events into pending events: the bytes to publish and the encrypted state for history. */
public final class EventWriter<S extends Record, E extends Event> {

    private final AggregateType<S, E> type;
    private final StateCodec<S> states;
    private final Clock clock;
    private final Traces traces;

    EventWriter(AggregateType<S, E> type, StateCodec<S> states, Clock clock, Traces traces) {
        this.type = type;
        this.states = states;
        this.clock = clock;
        this.traces = traces;
    }

    /** The outcome of some events: the state and the times after the last of them, and the pending events. */
    public record Step<S>(@Nullable S state, List<PendingEvent> events, EventTimes times) {}

    /** The aggregate before these events. */
    public record Previous<S>(
            Subject subject,
            long version,
            long sequence,
            @Nullable S state,
            EventTimes times) {}

    public Step<S> fold(Previous<S> previous, List<E> events, Command command, @Nullable String customer) {
        var now = clock.instant();
        var times = previous.times();
        var state = previous.state();
        var sequence = previous.sequence();
        var restsOn = type.baseOf(customer);
        var pending = new ArrayList<PendingEvent>(events.size());
        for (var event : events) {
            state = type.fold().after(state, event);
            times = times.next(now, event.occurredAt());
            pending.add(new PendingEvent(
                    ++sequence,
                    previous.version() + 1,
                    event.type(),
                    times,
                    headers(event, command, customer, restsOn),
                    EventJson.MAPPER.writeValueAsBytes(event),
                    state == null ? null : states.encode(state, previous.subject(), Place.ARCHIVE)));
        }
        return new Step<>(state, pending, times);
    }

    private BsonDocument headers(
            Event event, Command command, @Nullable String customer, Optional<EventReference> restsOn) {
        var headers = new BsonDocument(
                        "time", new BsonDateTime(event.occurredAt().toEpochMilli()))
                .append("mode", new BsonString(command.mode().name()))
                .append("actor", new BsonString(command.actor().toString()))
                .append("correlationid", new BsonString(command.correlationId()));
        put(headers, "customer", customer);
        put(headers, "causationid", command.causationId());
        put(headers, "restson", restsOn.map(EventReference::toString).orElse(null));
        put(headers, "traceparent", traces.here());
        return headers;
    }

    private static void put(BsonDocument headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, new BsonString(value));
        }
    }
}
