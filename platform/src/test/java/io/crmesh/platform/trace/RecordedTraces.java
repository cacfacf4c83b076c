package io.crmesh.platform.trace;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.function.Supplier;

/** Real traces that are exported to memory. */
public final class RecordedTraces {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Traces traces;

    private RecordedTraces(Sampler sampler) {
        var provider = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(sampler))
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("test");
        var tracer = new OtelTracer(provider, new OtelCurrentTraceContext(), _ -> {});
        var propagators = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
        this.traces = new Traces(tracer, new OtelPropagator(propagators, provider));
    }

    public static RecordedTraces ofAll() {
        return new RecordedTraces(Sampler.alwaysOn());
    }

    static RecordedTraces ofNone() {
        return new RecordedTraces(Sampler.alwaysOff());
    }

    public Traces traces() {
        return traces;
    }

    /** Runs work within a new trace, as a request does. */
    public <T> T request(String name, Supplier<T> work) {
        return traces.follow(null, name, Map.of(), work);
    }

    /** The first finished span of that name. */
    public SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No span is called " + name));
    }

    boolean isEmpty() {
        return spans.getFinishedSpanItems().isEmpty();
    }
}
