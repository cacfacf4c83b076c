package io.crmesh.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TracesTest {

    private final RecordedTraces recorded = RecordedTraces.ofAll();
    private final Traces traces = recorded.traces();

    @Test
    void workOnEventRunsInTraceOfItsCause() {
        var cause = recorded.request("order", () -> Objects.requireNonNull(traces.here()));

        var id = traces.follow(cause, "apply", Map.of("group", "profiles"), () -> Objects.requireNonNull(traces.id()));

        assertThat(id).isEqualTo(recorded.span("order").getTraceId());
        assertThat(recorded.span("apply").getParentSpanId())
                .isEqualTo(recorded.span("order").getSpanId());
        assertThat(recorded.span("apply").getAttributes().asMap()).containsValue("profiles");
        assertThat(traces.here()).isNull();
    }

    @Test
    void submittedWorkRunsInTraceOfItsCaller() {
        var id = recorded.request("import", () -> {
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                return CompletableFuture.supplyAsync(() -> String.valueOf(traces.id()), traces.carried(pool))
                        .join();
            }
        });

        assertThat(id).isEqualTo(recorded.span("import").getTraceId());
    }

    @Test
    void spanForSeveralTracesBelongsToFirstAndLinksToOthers() {
        var causes = Stream.of("one", "two", "three")
                .map(name -> recorded.request(name, () -> Objects.requireNonNull(traces.here())))
                .toList();

        traces.join(causes.stream(), "relay", () -> {});

        var relay = recorded.span("relay");
        assertThat(relay.getParentSpanId()).isEqualTo(recorded.span("one").getSpanId());
        assertThat(relay.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(context -> context.getTraceId() + context.getSpanId())
                .containsExactly(
                        recorded.span("two").getTraceId() + recorded.span("two").getSpanId(),
                        recorded.span("three").getTraceId()
                                + recorded.span("three").getSpanId());
    }

    @Test
    void workForUnsampledTracesHasNoSpan() {
        var unsampled = RecordedTraces.ofNone();
        var done = new AtomicInteger();
        var cause = unsampled.request(
                "order", () -> Objects.requireNonNull(unsampled.traces().here()));

        unsampled.traces().join(Stream.of(cause, "nonsense"), "relay", done::incrementAndGet);
        traces.join(Stream.empty(), "relay", done::incrementAndGet);

        assertThat(cause).startsWith("00-");
        assertThat(done).hasValue(2);
        assertThat(unsampled.isEmpty()).isTrue();
        assertThat(recorded.isEmpty()).isTrue();
    }
}
