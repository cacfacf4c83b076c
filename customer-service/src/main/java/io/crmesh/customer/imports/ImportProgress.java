package io.crmesh.customer.imports;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of the progress of an import, until its work is done. A stream that has lasted long ends as well;
 * the client connects again, as browsers do by themselves.
 */
@Component
class ImportProgress {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    SseEmitter follow(Supplier<ImportView> reader) {
        var events = new SseEmitter(0L); // ends by itself
        var _ = Thread.ofVirtual().name("import-progress").start(() -> stream(events, reader));
        return events;
    }

    /** A client that disconnects ends the stream; nothing else follows from it. */
    private static void stream(SseEmitter events, Supplier<ImportView> reader) {
        try {
            var seen = reader.get();
            send(events, seen);
            var end = System.nanoTime() + LONGEST.toNanos();
            for (var next = seen; next.work() != null && System.nanoTime() - end < 0; ) {
                Thread.sleep(INTERVAL);
                next = reader.get();
                if (!next.equals(seen)) {
                    send(events, next);
                    seen = next;
                }
            }
            events.complete();
        } catch (IOException | RuntimeException e) {
            events.completeWithError(e); // the client has disconnected, or the import cannot be read now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            events.completeWithError(e);
        }
    }

    private static void send(SseEmitter events, ImportView view) throws IOException {
        events.send(SseEmitter.event().name("progress").data(view));
    }
}
