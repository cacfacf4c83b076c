package io.crmesh.gateway.identity;

import io.crmesh.audit.Action;
import io.crmesh.audit.Entry;
import io.crmesh.audit.Trail;
import io.micrometer.tracing.Tracer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Records who signed in or tried to, who changed what others may do, and who was told about whom. It is called when that
 * is done and before anybody is told. Names that people type are never recorded: by mistake, they type their passwords.
 */
@Component
public class Audit {

    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final String NOBODY = "USER:unknown";
    private static final String PASSWORD = "POST /sign-in";
    private static final String CODE = "GET " + IdentitySettings.CODE_PATH;

    /** Where programs sign in. */
    static final String TOKENS = "/oauth2/token";

    /** What is told must be recorded, and there is no room for it now. */
    static final class Full extends RuntimeException {
        private Full() {
            super("The audit trail takes no more for now", null, false, false);
        }
    }

    private final Trail trail;
    private final ObjectProvider<Tracer> tracers;
    private final Clock clock = Clock.systemUTC();

    Audit(Trail trail, ObjectProvider<Tracer> tracers) {
        this.trail = trail;
        this.tracers = tracers;
    }

    public void signedIn(String user) {
        record(Action.SIGN_IN, "USER:" + user, null, CODE, List.of(user), HttpStatus.FOUND);
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

    /** Somebody came back from the issuer in vain. */
    public void cameBackInVain() {
        record(Action.SIGN_IN_FAILED, NOBODY, null, CODE, List.of(), HttpStatus.FOUND);
    }

    /** Somebody brought a wrong secret of a program. */
    void programFailed(String program) {
        var actor = "PROGRAM:" + program;
        record(Action.SIGN_IN_FAILED, actor, null, "POST " + TOKENS, List.of(), HttpStatus.UNAUTHORIZED);
    }

    /** Somebody chose another password for themselves. */
    void chose(String user) {
        record(Action.PERMISSIONS, "USER:" + user, null, "POST /account/password", List.of(user), HttpStatus.SEE_OTHER);
    }

    /** Somebody changed what others may do, or what they are known by. */
    void permissions(Visitor by, String what, String... records) {
        record(Action.PERMISSIONS, by.actor(), "users:write", what, List.of(records), HttpStatus.OK);
    }

    /** Somebody made or revoked a token. */
    void token(Visitor by, String what, String... records) {
        record(Action.TOKEN, by.actor(), null, what, List.of(records), HttpStatus.OK);
    }

    /** Somebody is about to be shown these records. */
    void shown(Visitor by, @Nullable String permission, String what, List<String> records) {
        told(entry(Action.READ, by.actor(), permission, what, records, records.size(), HttpStatus.OK));
    }

    /** Somebody is about to be told that nothing is there of what they named. */
    void missing(Visitor by, @Nullable String permission, String what, String named) {
        var ids = Ids.among(List.of(named));
        told(entry(Action.READ, by.actor(), permission, what, ids, ids.size(), HttpStatus.NOT_FOUND));
    }

    /** Somebody is about to be shown so many entries of the trail. */
    void read(Visitor by, String what, int count) {
        told(entry(Action.AUDIT_READ, by.actor(), "audit:read", what, List.of(), count, HttpStatus.OK));
    }

    private void told(Entry entry) {
        if (!trail.hasRoom()) {
            throw new Full();
        }
        trail.record(entry);
    }

    /** Somebody was turned away. They learned nothing, so nothing is held back if that cannot be recorded. */
    void refused(Visitor by, String permission, String what, List<String> records) {
        try {
            record(Action.REFUSED, by.actor(), permission, what, records, HttpStatus.FORBIDDEN);
        } catch (UncheckedIOException e) {
            log.error("Nothing can be recorded", e);
        }
    }

    private void record(
            Action action,
            String actor,
            @Nullable String permission,
            String what,
            List<String> records,
            HttpStatus outcome) {
        trail.record(entry(action, actor, permission, what, records, records.size(), outcome));
    }

    private Entry entry(
            Action action,
            String actor,
            @Nullable String permission,
            String what,
            List<String> records,
            int count,
            HttpStatus outcome) {
        return new Entry(clock.instant(), actor, action, permission, what, records, count, outcome.value(), trace());
    }

    private @Nullable String trace() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null ? null : context.traceId();
    }
}
