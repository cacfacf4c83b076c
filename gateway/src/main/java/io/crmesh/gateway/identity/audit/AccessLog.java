package io.crmesh.gateway.identity.audit;

import io.crmesh.audit.Action;
import io.crmesh.audit.Entry;
import io.crmesh.audit.Trail;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.problem.TemporarilyUnavailable;
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
 * Access log: it records in the audit trail who signed in or tried to, who changed permissions, and who was shown which
 * records. It is called after the action and before the response. Typed names are never recorded, because people type
 * their passwords by mistake.
 */
@Component
public class AccessLog {

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final String UNKNOWN_USER = "USER:unknown";
    private static final String PASSWORD_ENDPOINT = "POST /sign-in";
    private static final String CODE_ENDPOINT = "GET " + IdentitySettings.CODE_PATH;

    /** The path at which service clients get tokens. */
    public static final String TOKEN_PATH = "/oauth2/token";

    /** Accesses must be recorded, and the spool has no room for now. */
    static final class Full extends TemporarilyUnavailable {
        private Full() {
            super("The spool of the audit trail is full");
        }
    }

    private final Trail trail;
    private final ObjectProvider<Tracer> tracers;
    private final Clock clock = Clock.systemUTC();

    public AccessLog(Trail trail, ObjectProvider<Tracer> tracers) {
        this.trail = trail;
        this.tracers = tracers;
    }

    public void signedIn(String user) {
        record(Action.SIGN_IN, "USER:" + user, null, CODE_ENDPOINT, List.of(user), HttpStatus.FOUND);
    }

    public void signedOut(String user) {
        record(Action.SIGN_OUT, "USER:" + user, null, "POST /sign-out", List.of(user), HttpStatus.SEE_OTHER);
    }

    /**
     * A sign-in failed.
     *
     * @param user whose username was given; null for a username that does not exist
     */
    public void signInFailed(@Nullable String user) {
        var status = HttpStatus.UNPROCESSABLE_CONTENT;
        if (user == null) {
            record(Action.SIGN_IN_FAILED, UNKNOWN_USER, null, PASSWORD_ENDPOINT, List.of(), status);
        } else {
            record(Action.SIGN_IN_FAILED, "USER:" + user, null, PASSWORD_ENDPOINT, List.of(user), status);
        }
    }

    /** A browser came back from the issuer without a valid sign-in. */
    public void returnFailed() {
        record(Action.SIGN_IN_FAILED, UNKNOWN_USER, null, CODE_ENDPOINT, List.of(), HttpStatus.FOUND);
    }

    /** A wrong secret of a service client was sent. */
    public void clientSignInFailed(String client) {
        var actor = "PROGRAM:" + client;
        record(Action.SIGN_IN_FAILED, actor, null, "POST " + TOKEN_PATH, List.of(), HttpStatus.UNAUTHORIZED);
    }

    /** A user chose another password. */
    public void passwordChosen(String user) {
        record(Action.PERMISSIONS, "USER:" + user, null, "POST /account/password", List.of(user), HttpStatus.SEE_OTHER);
    }

    /** The caller changed what others may do, or their names. */
    public void permissionsChanged(Caller by, String endpoint, String... records) {
        record(Action.PERMISSIONS, by.actor(), "users:write", endpoint, List.of(records), HttpStatus.OK);
    }

    /** The caller made or revoked a token. */
    public void tokenChanged(Caller by, String endpoint, String... records) {
        record(Action.TOKEN, by.actor(), null, endpoint, List.of(records), HttpStatus.OK);
    }

    /** The caller is about to be shown these records. */
    public void shown(Caller by, @Nullable String permission, String endpoint, List<String> records) {
        recordBeforeResponse(
                entry(Action.READ, by.actor(), permission, endpoint, records, records.size(), HttpStatus.OK));
    }

    /** The caller is about to be told that the named record does not exist. */
    public void missing(Caller by, @Nullable String permission, String endpoint, String named) {
        var records = RecordIds.among(List.of(named));
        recordBeforeResponse(
                entry(Action.READ, by.actor(), permission, endpoint, records, records.size(), HttpStatus.NOT_FOUND));
    }

    /** The caller is about to be shown so many entries of the trail. */
    void trailShown(Caller by, String endpoint, int count) {
        recordBeforeResponse(
                entry(Action.AUDIT_READ, by.actor(), "audit:read", endpoint, List.of(), count, HttpStatus.OK));
    }

    private void recordBeforeResponse(Entry entry) {
        if (!trail.hasRoom()) {
            throw new Full();
        }
        trail.record(entry);
    }

    /**
     * The caller was refused. The refusal is sent even if it cannot be recorded, because the caller learned nothing.
     */
    public void refused(Caller by, String permission, String endpoint, List<String> records) {
        try {
            record(Action.REFUSED, by.actor(), permission, endpoint, records, HttpStatus.FORBIDDEN);
        } catch (UncheckedIOException e) {
            log.error("The audit trail cannot be written", e);
        }
    }

    private void record(
            Action action,
            String actor,
            @Nullable String permission,
            String endpoint,
            List<String> records,
            HttpStatus status) {
        trail.record(entry(action, actor, permission, endpoint, records, records.size(), status));
    }

    private Entry entry(
            Action action,
            String actor,
            @Nullable String permission,
            String endpoint,
            List<String> records,
            int count,
            HttpStatus status) {
        return new Entry(clock.instant(), actor, action, permission, endpoint, records, count, status.value(), trace());
    }

    private @Nullable String trace() {
        var tracer = tracers.getIfAvailable();
        var context = tracer == null ? null : tracer.currentTraceContext().context();
        return context == null ? null : context.traceId();
    }
}
