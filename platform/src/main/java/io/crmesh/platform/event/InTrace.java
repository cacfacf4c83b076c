package io.crmesh.platform.event;

import java.util.function.Supplier;

/** Runs the work about an event within the trace of the request that caused the event. */
public interface InTrace {

    /** For a caller that is in that trace already. */
    InTrace HERE = new InTrace() {
        @Override
        public <T> T of(RecordedEvent event, Supplier<T> work) {
            return work.get();
        }
    };

    <T> T of(RecordedEvent event, Supplier<T> work);
}
