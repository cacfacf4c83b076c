package io.crmesh.platform.consume;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.EventSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller, internal: other services fetch the events of an aggregate that they miss. Not reachable from
 * outside.
 */
@Needs("events")
@RestController
class InternalEventsController {

    private static final int MAX_LIMIT = 200;

    private final ObjectProvider<EventSource> sources;

    InternalEventsController(ObjectProvider<EventSource> sources) {
        this.sources = sources;
    }

    @GetMapping("/internal/events/{subject}")
    List<RecordedEvent> events(
            @PathVariable String subject,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        for (var source : sources.orderedStream().toList()) {
            if (source.owns(subject)) {
                return eventsAfter(source, subject, after, Math.clamp(limit, 1, MAX_LIMIT));
            }
        }
        throw new NotFound("aggregate");
    }

    private static List<RecordedEvent> eventsAfter(EventSource source, String subject, long after, int limit) {
        var events = source.eventsAfter(subject, after, limit);
        if (events.isEmpty() && source.eventsAfter(subject, 0, 1).isEmpty()) {
            throw new NotFound("aggregate");
        }
        return events;
    }
}
