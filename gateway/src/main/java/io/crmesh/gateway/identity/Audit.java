package io.crmesh.gateway.identity;

import io.crmesh.audit.Action;
import io.crmesh.audit.Entry;
import io.crmesh.audit.Trail;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Records who signed in or tried to, and who changed what others may do. It is called when that is done and before
 * anybody is told. Names that people type are never recorded: by mistake, they type their passwords.
 */
@Component
public class Audit {

    private static final String NOBODY = "USER:unknown";
    private static final String PASSWORD = "POST /sign-in";

    private final Trail trail;
    private final ObjectProvider<Tracer> tracers;
    private final Clock clock = Clock.systemUTC();

    Audit(Trail trail, ObjectProvider<Tracer> tracers) {
        this.trail = trail;
        this.tracers = tracers;
    }

    public void signedIn(String user) {
        record(
                Action.SIGN_IN,
                "USER:" + user,
                null,
                "GET " + IdentitySettings.CODE_PATH,
                List.of(user),
                HttpStatus.FOUND);
    }

    public void signedOut(String user) {
        record(Action.SIGN_OUT, "USER:" + user, null, "POST /sign-out", List.of(user), HttpStatus.SEE_OTHER);
    }

    /** @param user whose name was given; nothing for a name that nobody has */
    void failed(@Nullable String user) {
        var status = HttpStatus.UNPROCESSABLE_CONTENT;
        if (user == null) {
            record(Action.SIGN_IN_FAILED, NOBODY, null, PASSWORD, List.of(), status);
        } else {
            record(Action.SIGN_IN_FAILED, "USER:" + user, null, PASSWORD, List.of(user), status);
        }
    }

    /** Somebody chose another password for themselves. */
    void chose(String user) {
        record(Action.PERMISSIONS, "USER:" + user, null, "POST /account/password", List.of(user), HttpStatus.SEE_OTHER);
    }

    /** Somebody changed what others may do, or what they are known by. */
    void permissions(Visitor by, String what, String... records) {
        record(Action.PERMISSIONS, actor(by), "users:write", what, List.of(records), HttpStatus.OK);
    }

    /** Somebody made or revoked a token. */
    void token(Visitor by, String what, String... records) {
        record(Action.TOKEN, actor(by), null, what, List.of(records), HttpStatus.OK);
    }

    /** Somebody read the trail. */
    void read(Visitor by, String what, int count) {
        var entry = new Entry(
                clock.instant(), actor(by), Action.AUDIT_READ, "audit:read", what, List.of(), count, 200, trace());
        trail.record(entry);
    }

    private static String actor(Visitor by) {
        return "USER:" + by.id();
    }

    private void record(
            Action action,
            String actor,
            @Nullable String permission,
            String what,
            List<String> records,
            HttpStatus outcome) {
        trail.record(new Entry(
                clock.instant(), actor, action, permission, what, records, records.size(), outcome.value(), trace()));
    }

    private @Nullable String trace() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null ? null : context.traceId();
    }
}
