package io.crmesh.platform.accesslog;

import io.crmesh.audit.Action;
import io.crmesh.audit.Entry;
import io.crmesh.audit.Trail;
import io.crmesh.platform.Refusal.Busy;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Access log of one request: records which records an answer shows, before the first byte of the answer is sent. */
public final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final String ATTRIBUTE = AccessLog.class.getName();

    /**
     * The request as the access log sees it.
     *
     * @param action recorded if the request is answered; null if only a refusal is recorded
     * @param unwritten recorded if a command shows a record and has changed nothing; null if the answer is about no
     *     person
     */
    public record Question(
            String actor,
            @Nullable Action action,
            @Nullable Action unwritten,
            @Nullable String permission,
            String what,
            List<String> texts,
            @Nullable String trace) {}

    /** The export of a list as a file. */
    public static final class Export {

        private final @Nullable AccessLog accessLog;

        private Export(@Nullable AccessLog accessLog) {
            this.accessLog = accessLog;
        }

        /** Records the number of rows that were sent. */
        public void ended(long rows) {
            if (accessLog != null) {
                accessLog.tryToRecord(Action.EXPORTED, List.of(), rows, HttpStatus.OK.value());
            }
        }
    }

    private final Trail trail;
    private final Clock clock;
    private final Question question;
    private final List<String> named = new ArrayList<>();
    private boolean isAnswerRecorded;

    public AccessLog(Trail trail, Clock clock, Question question) {
        this.trail = trail;
        this.clock = clock;
        this.question = question;
        question.texts().stream().filter(RecordIds::isOne).forEach(named::add);
    }

    /** Records that these views are about to be shown; each names its record by a {@link RecordId}. */
    public static void tell(Collection<?> views) {
        ofThisRequest().filter(AccessLog::isRecorded).ifPresent(accessLog -> {
            var ids = accessLog.question.action() == Action.AUDIT_READ ? List.<String>of() : RecordIds.of(views);
            accessLog.recordAnswer(ids, views.size());
        });
    }

    /** Records views shown by a command that changed nothing, and that therefore no history mentions. */
    public static void tellUnwritten(Collection<?> views) {
        ofThisRequest()
                .filter(accessLog -> accessLog.question.unwritten() != null)
                .ifPresent(accessLog -> accessLog.recordUnwritten(RecordIds.of(views), views.size()));
    }

    /** Records that the records of these ids are about to be shown. */
    public static void tellOf(Collection<String> ids) {
        ofThisRequest().filter(AccessLog::isRecorded).ifPresent(accessLog -> accessLog.recordAnswer(ids, ids.size()));
    }

    /** Adds a record that the answer is about and that the path does not name. */
    public static void about(String id) {
        ofThisRequest().filter(_ -> RecordIds.isOne(id)).ifPresent(accessLog -> accessLog.named.add(id));
    }

    /** Records that an export begins; its end must be recorded, too. */
    public static Export export() {
        var accessLog = ofThisRequest().filter(AccessLog::isRecorded);
        accessLog.ifPresent(each -> each.recordAnswer(List.of(), 0));
        return new Export(accessLog.orElse(null));
    }

    private static Optional<AccessLog> ofThisRequest() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST))
                .map(AccessLog.class::cast);
    }

    /** Attaches this access log to the current request. */
    public void begin(RequestAttributes request) {
        request.setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
        if (isRecorded() && !trail.hasRoom()) {
            throw busy();
        }
    }

    /** Called before an answer is written; records it by its status unless it was recorded already. */
    static void answered(int status) {
        ofThisRequest()
                .filter(accessLog -> !accessLog.isAnswerRecorded)
                .ifPresent(accessLog -> accessLog.recordByStatus(status));
    }

    private boolean isRecorded() {
        return question.action() != null;
    }

    private void recordByStatus(int status) {
        var action = question.action();
        if (status == HttpStatus.FORBIDDEN.value()) {
            isAnswerRecorded = true;
            tryToRecord(Action.REFUSED, named, named.size(), status);
        } else if (action != null && status < HttpStatus.MULTIPLE_CHOICES.value()) {
            recordAnswer(List.of(), 0);
        } else if ((action == Action.READ || action == Action.LOOK_UP) && saysWhetherItIsThere(status)) {
            isAnswerRecorded = true;
            tryToRecord(action, named, named.size(), status);
        }
    }

    private static boolean saysWhetherItIsThere(int status) {
        return status == HttpStatus.NOT_FOUND.value() || status == HttpStatus.GONE.value();
    }

    private void recordUnwritten(Collection<String> ids, int count) {
        if (!trail.hasRoom()) {
            throw busy();
        }
        recordAnswer(question.unwritten(), ids, count);
    }

    private void recordAnswer(Collection<String> ids, int count) {
        recordAnswer(question.action(), ids, count);
    }

    private void recordAnswer(@Nullable Action action, Collection<String> ids, int count) {
        if (action == null || isAnswerRecorded) {
            return;
        }
        isAnswerRecorded = true;
        var known = ids.isEmpty() ? named : List.copyOf(ids);
        try {
            trail.record(entry(action, known, Math.max(count, known.size()), HttpStatus.OK.value()));
        } catch (UncheckedIOException e) {
            log.error("The access log cannot be written", e);
            throw busy();
        }
    }

    /** Records without holding the answer back: it contains nothing about a person, or was recorded when it began. */
    private void tryToRecord(Action action, List<String> ids, long count, int status) {
        try {
            trail.record(entry(action, ids, count, status));
        } catch (UncheckedIOException e) {
            log.error("The access log cannot be written", e);
        }
    }

    private Entry entry(Action action, List<String> ids, long count, int status) {
        return new Entry(
                clock.instant(),
                question.actor(),
                action,
                question.permission(),
                question.what(),
                ids,
                count,
                status,
                question.trace());
    }

    private static Busy busy() {
        return new Busy("What is read must be recorded, and that cannot be done now", Duration.ofSeconds(10));
    }
}
