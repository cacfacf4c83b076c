package io.crmesh.customer.imports;

import io.crmesh.platform.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells whoever listens how far an import has come, until there is nothing left to do. */
@Component
class ImportProgress {

    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    SseEmitter follow(Supplier<ImportView> look) {
        var events = new SseEmitter(LONGEST.toMillis());
        var _ = Thread.ofVirtual().name("import-progress").start(() -> tell(events, look));
        return events;
    }

    /** A listener who is gone ends the stream; nothing else follows from it. */
    private static void tell(SseEmitter events, Supplier<ImportView> look) {
        try {
            var seen = look.get();
            send(events, seen);
            for (var next = seen; next.work() != null; ) {
                Thread.sleep(PACE);
                next = look.get();
                if (!next.equals(seen)) {
                    send(events, next);
                    seen = next;
                }
            }
            events.complete();
        } catch (IOException | Refusal e) {
            events.completeWithError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            events.completeWithError(e);
        }
    }

    private static void send(SseEmitter events, ImportView view) throws IOException {
        events.send(SseEmitter.event().name("progress").data(view));
    }
}
