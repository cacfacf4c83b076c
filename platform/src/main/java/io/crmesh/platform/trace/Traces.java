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
 * One trace from a request to every effect of its facts, however much later and in whatever process: facts carry the
 * W3C trace context ({@code traceparent}) of the request that caused them, and whoever works on them goes on with it.
 */
public final class Traces {

    /** For whoever is not traced. */
    public static final Traces OFF = new Traces(Tracer.NOOP, Propagator.NOOP);

    private static final String HEADER = "traceparent";

    /** Somebody records the trace: the lowest of the flags in the last number is set. */
    private static final Pattern RECORDED =
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

    /** The present trace context, for a fact or a message that goes out. */
    public @Nullable String here() {
        var context = tracer.currentTraceContext().context();
        if (context == null) {
            return null;
        }
        var carrier = new HashMap<String, String>();
        propagator.inject(context, carrier, (_, name, value) -> carrier.put(name, value));
        return carrier.get(HEADER);
    }

    /** Works within the trace that a fact or a message brought along; in a new one if it brought none. */
    @CanIgnoreReturnValue
    public <T> T follow(@Nullable String traceparent, String name, Map<String, String> tags, Supplier<T> work) {
        Map<String, String> carrier = traceparent == null ? Map.of() : Map.of(HEADER, traceparent);
        var span = propagator.extract(carrier, Map::get).name(name);
        tags.forEach(span::tag);
        return within(span.start(), work);
    }

    /** As above, for work without a result. */
    public void follow(@Nullable String traceparent, String name, Runnable work) {
        follow(traceparent, name, Map.of(), done(work));
    }

    /** Threads that go on with the trace of whoever gives them work. */
    public Executor carried(Executor threads) {
        return tracer.currentTraceContext().wrap(threads);
    }

    /**
     * Works for many traces at once. Its span belongs to the first of them that is recorded and links to the others;
     * where none is recorded there is none.
     */
    public void join(Stream<String> traceparents, String name, Runnable work) {
        var recorded = traceparents
                .map(RECORDED::matcher)
                .filter(Matcher::matches)
                .map(this::context)
                .toList();
        if (recorded.isEmpty()) {
            work.run();
            return;
        }
        var span = tracer.spanBuilder().name(name).setParent(recorded.getFirst());
        recorded.stream().skip(1).map(Link::new).forEach(span::addLink);
        within(span.start(), done(work));
    }

    private TraceContext context(Matcher recorded) {
        return tracer.traceContextBuilder()
                .traceId(recorded.group("trace"))
                .spanId(recorded.group("span"))
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
