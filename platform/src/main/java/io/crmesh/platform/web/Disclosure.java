package io.crmesh.platform.web;

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

/**
 * What a request tells its caller. Where an answer is made, it is said here which records it shows, and the audit trail
 * has it before the first byte goes out.
 */
public final class Disclosure {

    private static final Logger log = LoggerFactory.getLogger(Disclosure.class);
    private static final String ATTRIBUTE = Disclosure.class.getName();

    /**
     * Who asks for what.
     *
     * @param action what it is if it is answered; null if only its refusal is worth an entry
     * @param unwritten what it is if it is a command that shows a record and has changed nothing; null if that tells about
     *     nobody
     */
    record Question(
            String actor,
            @Nullable Action action,
            @Nullable Action unwritten,
            @Nullable String permission,
            String what,
            List<String> texts,
            @Nullable String trace) {}

    /** A list that goes out as a file. */
    public static final class Export {

        private final @Nullable Disclosure disclosure;

        private Export(@Nullable Disclosure disclosure) {
            this.disclosure = disclosure;
        }

        /** All of it, or as much as could be sent. */
        public void ended(long rows) {
            if (disclosure != null) {
                disclosure.tryToRecord(Action.EXPORTED, List.of(), rows, HttpStatus.OK.value());
            }
        }
    }

    private final Trail trail;
    private final Clock clock;
    private final Question question;
    private final List<String> asked = new ArrayList<>();
    private boolean isTold;

    Disclosure(Trail trail, Clock clock, Question question) {
        this.trail = trail;
        this.clock = clock;
        this.question = question;
        question.texts().stream().filter(RecordIds::isOne).forEach(asked::add);
    }

    /** These views are about to be shown; each says by a {@link RecordId} what it shows. */
    public static void tell(Collection<?> views) {
        ofThisRequest().filter(Disclosure::isRecorded).ifPresent(disclosure -> {
            var ids = disclosure.question.action() == Action.AUDIT_READ ? List.<String>of() : RecordIds.of(views);
            disclosure.told(ids, views.size());
        });
    }

    /** These views are about to be shown by a command that changed nothing, which no history will tell. */
    static void tellUnwritten(Collection<?> views) {
        ofThisRequest()
                .filter(disclosure -> disclosure.question.unwritten() != null)
                .ifPresent(disclosure -> disclosure.toldUnwritten(RecordIds.of(views), views.size()));
    }

    /** The records of these ids are about to be shown. */
    public static void tellOf(Collection<String> ids) {
        ofThisRequest().filter(Disclosure::isRecorded).ifPresent(disclosure -> disclosure.told(ids, ids.size()));
    }

    /** The answer will be about the record of this id, which the caller named elsewhere than in the address. */
    public static void about(String id) {
        ofThisRequest().filter(_ -> RecordIds.isOne(id)).ifPresent(disclosure -> disclosure.asked.add(id));
    }

    /** A file is about to go out; its end must be told, too. */
    public static Export export() {
        var disclosure = ofThisRequest().filter(Disclosure::isRecorded);
        disclosure.ifPresent(each -> each.told(List.of(), 0));
        return new Export(disclosure.orElse(null));
    }

    private static Optional<Disclosure> ofThisRequest() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST))
                .map(Disclosure.class::cast);
    }

    /** Makes it the present request's. */
    void begin(RequestAttributes request) {
        request.setAttribute(ATTRIBUTE, this, RequestAttributes.SCOPE_REQUEST);
        if (isRecorded() && !trail.hasRoom()) {
            throw busy();
        }
    }

    /** An answer of this status is about to be written; unless that was told already, it counts, too. */
    static void answered(int status) {
        ofThisRequest().filter(disclosure -> !disclosure.isTold).ifPresent(disclosure -> disclosure.judge(status));
    }

    private boolean isRecorded() {
        return question.action() != null;
    }

    private void judge(int status) {
        var action = question.action();
        if (status == HttpStatus.FORBIDDEN.value()) {
            isTold = true;
            tryToRecord(Action.REFUSED, asked, asked.size(), status);
        } else if (action != null && status < HttpStatus.MULTIPLE_CHOICES.value()) {
            told(List.of(), 0);
        } else if ((action == Action.READ || action == Action.LOOK_UP) && saysWhetherItIsThere(status)) {
            isTold = true;
            tryToRecord(action, asked, asked.size(), status);
        }
    }

    private static boolean saysWhetherItIsThere(int status) {
        return status == HttpStatus.NOT_FOUND.value() || status == HttpStatus.GONE.value();
    }

    private void toldUnwritten(Collection<String> ids, int count) {
        if (!trail.hasRoom()) {
            throw busy();
        }
        told(question.unwritten(), ids, count);
    }

    private void told(Collection<String> ids, int count) {
        told(question.action(), ids, count);
    }

    private void told(@Nullable Action action, Collection<String> ids, int count) {
        if (action == null || isTold) {
            return;
        }
        isTold = true;
        var known = ids.isEmpty() ? asked : List.copyOf(ids);
        try {
            trail.record(entry(action, known, Math.max(count, known.size()), HttpStatus.OK.value()));
        } catch (UncheckedIOException e) {
            log.error("Nothing can be recorded", e);
            throw busy();
        }
    }

    /** Nothing about anybody is told here, or it has been by now: it is not held back. */
    private void tryToRecord(Action action, List<String> ids, long count, int status) {
        try {
            trail.record(entry(action, ids, count, status));
        } catch (UncheckedIOException e) {
            log.error("Nothing can be recorded", e);
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
