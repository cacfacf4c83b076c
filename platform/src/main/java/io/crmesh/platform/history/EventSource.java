package io.crmesh.platform.history;

import io.crmesh.platform.event.RecordedEvent;
import java.util.List;

/**
 * Source of all events of an aggregate, for consumers that missed some: its owner's history together with pending
 * events.
 */
public interface EventSource {

    /** Whether the id belongs to an aggregate of this source, judged by its prefix. */
    boolean owns(String subject);

    /** The events of one aggregate with a sequence above the given one, ascending, up to the limit. */
    List<RecordedEvent> eventsAfter(String subject, long sequence, int limit);
}
