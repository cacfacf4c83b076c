package io.crmesh.platform.web;

import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The trace this request belongs to, where there is one. */
final class Traces {

    private final ObjectProvider<Tracer> tracers;

    Traces(ObjectProvider<Tracer> tracers) {
        this.tracers = tracers;
    }

    @Nullable
    String current() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null || context.traceId().isEmpty() ? null : context.traceId();
    }
}
