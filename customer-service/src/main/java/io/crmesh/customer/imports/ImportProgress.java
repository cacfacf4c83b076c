package io.crmesh.customer.imports;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever listens how far an import has come, until there is nothing left to do. A stream that has lasted long ends
 * as well; who wants to know more asks anew, as browsers do by themselves.
 */
@Component
class ImportProgress {

    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    SseEmitter follow(Supplier<ImportView> look) {
        var events = new SseEmitter(0L); // ends by itself
        var _ = Thread.ofVirtual().name("import-progress").start(() -> tell(events, look));
        return events;
    }

    /** A listener who is gone ends the stream; nothing else follows from it. */
    private static void tell(SseEmitter events, Supplier<ImportView> look) {
        try {
            var seen = look.get();
            send(events, seen);
            var end = System.nanoTime() + LONGEST.toNanos();
            for (var next = seen; next.work() != null && System.nanoTime() - end < 0; ) {
                Thread.sleep(PACE);
                next = look.get();
                if (!next.equals(seen)) {
                    send(events, next);
                    seen = next;
                }
            }
            events.complete();
        } catch (IOException | RuntimeException e) {
            events.completeWithError(e); // the listener has gone, or nothing can be looked up now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            events.completeWithError(e);
        }
    }

    private static void send(SseEmitter events, ImportView view) throws IOException {
        events.send(SseEmitter.event().name("progress").data(view));
    }
}
