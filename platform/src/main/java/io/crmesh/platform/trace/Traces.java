package io.crmesh.platform.trace;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trace propagation across events: one trace leads from a request to every effect of its events, in any process and at
 * any later time. Events carry the W3C trace context ({@code traceparent}) of the request that caused them, and work on
 * them continues it.
 */
public final class Traces {

    /** For callers that are not traced. */
    public static final Traces OFF = new Traces(Tracer.NOOP, Propagator.NOOP);

    private static final String HEADER = "traceparent";

    /** A sampled trace: the lowest bit of the flags at the end is set. */
    private static final Pattern SAMPLED =
            Pattern.compile("00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-[0-9a-f][13579bdf]");

    private final Tracer tracer;
    private final Propagator propagator;

    Traces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** The id of the present trace: 32 hexadecimal digits. */
    public @Nullable String id() {
        var context = tracer.currentTraceContext().context();
        return context == null || context.traceId().isEmpty() ? null : context.traceId();
    }

    /** The present trace context, for an outgoing event or message. */
    public @Nullable String here() {
        var context = tracer.currentTraceContext().context();
        if (context == null) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        propagator.inject(context, carrier, (_, name, value) -> carrier.put(name, value));
        return carrier.get(HEADER);
    }

    /** Runs work within the trace that an event or message carries, or within a new one if it carries none. */
    @CanIgnoreReturnValue
    public <T> T follow(@Nullable String traceparent, String name, Map<String, String> tags, Supplier<T> work) {
        Map<String, String> carrier = traceparent == null ? Map.of() : Map.of(HEADER, traceparent);
        var span = propagator.extract(carrier, Map::get).name(name);
        tags.forEach(span::tag);
        return within(span.start(), work);
    }

    /** Like the other, for work without a result. */
    public void follow(@Nullable String traceparent, String name, Runnable work) {
        follow(traceparent, name, Map.of(), done(work));
    }

    /** Threads that continue the trace of the caller that submits work. */
    public Executor carried(Executor threads) {
        return tracer.currentTraceContext().wrap(threads);
    }

    /**
     * Runs work for many traces at once. Its span belongs to the first sampled trace and links to the others; without a
     * sampled trace there is no span.
     */
    public void join(Stream<String> traceparents, String name, Runnable work) {
        var sampled = traceparents
                .map(SAMPLED::matcher)
                .filter(Matcher::matches)
                .map(this::context)
                .toList();
        if (sampled.isEmpty()) {
            work.run();
            return;
        }
        var span = tracer.spanBuilder().name(name).setParent(sampled.getFirst());
        sampled.stream().skip(1).map(Link::new).forEach(span::addLink);
        within(span.start(), done(work));
    }

    private TraceContext context(Matcher sampled) {
        return tracer.traceContextBuilder()
                .traceId(sampled.group("trace"))
                .spanId(sampled.group("span"))
                .sampled(true)
                .build();
    }

    private static Supplier<Boolean> done(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    @CanIgnoreReturnValue
    private <T> T within(Span span, Supplier<T> work) {
        try (var _ = tracer.withSpan(span)) {
            return work.get();
        } finally {
            span.end();
        }
    }
}
