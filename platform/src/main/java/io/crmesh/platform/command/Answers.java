package io.crmesh.platform.command;

import io.crmesh.platform.Saved;
import io.crmesh.platform.Saved.Effect;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.accesslog.AccessLog;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

/**
 * HTTP answers with a record's view, its version as {@code ETag}, and the mark of a repeated command. Spring answers
 * 304 to a GET whose {@code If-None-Match} names that version.
 */
public final class Answers {

    private static final String REPLAYED = "Idempotent-Replayed";

    private Answers() {}

    /** 201: the record is new, and this is its address. */
    public static <S, V> ResponseEntity<V> created(
            URI location, Saved<S> saved, Function<? super S, ? extends V> view) {
        return of(ResponseEntity.created(location), saved).body(answered(saved, view));
    }

    /** 200: the record as the command left it. */
    public static <S, V> ResponseEntity<V> ok(Saved<S> saved, Function<? super S, ? extends V> view) {
        return of(ResponseEntity.ok(), saved).body(answered(saved, view));
    }

    /** 200: the record as it was read. */
    public static <S, V> ResponseEntity<V> ok(Versioned<S> read, Function<? super S, ? extends V> view) {
        return ResponseEntity.ok().eTag(tag(read.version())).body(shown(read.state(), view));
    }

    /** 202: the work has begun; the location shows its progress. */
    public static <S, V> ResponseEntity<V> accepted(URI location, Saved<S> saved, Function<? super S, V> view) {
        return of(ResponseEntity.status(HttpStatus.ACCEPTED).location(location), saved)
                .body(answered(saved, view));
    }

    /** 204: done; the answer carries only the version. */
    public static ResponseEntity<Void> done(Saved<?> saved) {
        AccessLog.tell(List.of());
        return of(ResponseEntity.status(HttpStatus.NO_CONTENT), saved).build();
    }

    /** A change is documented by the record's history; a command that changed nothing counts as reading. */
    private static <S, V> V answered(Saved<S> saved, Function<? super S, ? extends V> view) {
        if (saved.effect() == Effect.WRITTEN) {
            return shown(saved.state(), view);
        }
        V shown = view.apply(saved.state());
        AccessLog.tellUnwritten(List.of(shown));
        return shown;
    }

    private static <S, V> V shown(S state, Function<? super S, ? extends V> view) {
        V shown = view.apply(state);
        AccessLog.tell(List.of(shown));
        return shown;
    }

    private static BodyBuilder of(BodyBuilder answer, Saved<?> saved) {
        var tagged = answer.eTag(tag(saved.version()));
        return saved.replayed() ? tagged.header(REPLAYED, "true") : tagged;
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
