package io.crmesh.platform.event;

import org.jspecify.annotations.Nullable;

/**
 * Value object: names one event of an aggregate. As text it is {@code <source>/<subject>:<sequence>}, such as
 * {@code /crm/customers/cus_1:3}.
 */
public record EventReference(String source, String subject, long sequence) {

    public EventReference {
        if (source.isEmpty() || subject.isEmpty() || sequence < 1) {
            throw new IllegalArgumentException("An event has a source, a subject and a sequence from 1 on");
        }
    }

    /** The id of that event. */
    public String id() {
        return subject + ":" + sequence;
    }

    /** Source and aggregate: the unit within which events are ordered. */
    public String stream() {
        return source + "|" + subject;
    }

    /** The event after this one of the same aggregate, whether it exists yet or not. */
    public EventReference next() {
        return new EventReference(source, subject, sequence + 1);
    }

    /** The event before this one of the same aggregate; none before the first. */
    public @Nullable EventReference previous() {
        return sequence == 1 ? null : new EventReference(source, subject, sequence - 1);
    }

    @Override
    public String toString() {
        return source + "/" + id();
    }

    public static EventReference parse(String text) {
        var slash = text.lastIndexOf('/');
        var colon = text.lastIndexOf(':');
        if (slash < 0 || colon < slash) {
            throw new IllegalArgumentException("A reference to an event is <source>/<subject>:<sequence>");
        }
        return new EventReference(
                text.substring(0, slash), text.substring(slash + 1, colon), Long.parseLong(text.substring(colon + 1)));
    }
}
