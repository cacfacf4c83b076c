package io.crmesh.platform.store;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.store.FactWriter.Base;
import io.crmesh.platform.store.FactWriter.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Carries commands out: each is one conditional write, and is recognised when it comes again. A write that got no answer
 * is not known yet; it is looked up by the command's own id before anything is concluded.
 */
final class Commands<S extends Record, E extends Event> {

    static final int DECISIONS = 4;
    private static final int WRITES = 3;

    private enum Outcome {
        WRITTEN,
        BEATEN
    }

    private final Store<S, E> store;
    private final Documents<S, E> documents;

    Commands(Store<S, E> store) {
        this.store = store;
        this.documents = new Documents<>(store);
    }

    Saved<S> create(String id, Command command, List<? extends E> first) {
        var fresh = freshOrGone(id, command, first);
        for (int write = 0; write < WRITES; write++) {
            var outcome = inserted(fresh);
            if (outcome == GroupCommit.Outcome.WRITTEN) {
                return made(fresh);
            }
            if (outcome == GroupCommit.Outcome.THERE) {
                return existing(id, command, first);
            }
            var image = store.load(id);
            if (image != null && documents.madeBy(image, command)) {
                return made(fresh);
            }
        }
        throw notKnown();
    }

    /** Nothing can be sealed for somebody who was erased; that they were is told to those who saw them. */
    private Fresh<S> freshOrGone(String id, Command command, List<? extends E> first) {
        var state = begun(first);
        try {
            return fresh(id, state, store.type().accessOf(state), command, first);
        } catch (Gone gone) {
            var image = store.load(id);
            if (image != null) {
                checkSight(image, command);
            }
            throw gone;
        }
    }

    private GroupCommit.Outcome inserted(Fresh<S> fresh) {
        try {
            return store.insert(fresh.image().document());
        } catch (MongoException e) {
            throwIfCertain(e);
            return GroupCommit.Outcome.UNKNOWN;
        }
    }

    /** A record that is about to be made. */
    private record Fresh<S>(S state, Image image) {}

    private Saved<S> made(Fresh<S> fresh) {
        store.owe(fresh.image());
        return Saved.written(fresh.state(), fresh.image().version());
    }

    Follower prepare(String id, Access access, Command command, List<? extends E> first) {
        var fresh = fresh(id, begun(first), access, command, first);
        return new Follower(store.type().collection(), fresh.image().document());
    }

    private S begun(List<? extends E> first) {
        return Objects.requireNonNull(store.type().fold().after(null, first.getFirst()));
    }

    private Fresh<S> fresh(String id, S state, Access access, Command command, List<? extends E> first) {
        var key = store.keyOf(state, id);
        command.reach().checkNew(access);
        var base = new Base<S>(store.subject(id, key), 0, 0, null, Instant.EPOCH);
        var step = fold(base, first, command, access);
        return new Fresh<>(Objects.requireNonNull(step.state()), documents.created(id, key, access, command, step));
    }

    @SuppressWarnings("unchecked") // a list of some events is a list of events, as it is only read
    Step<S> fold(Base<S> base, List<? extends E> events, Command command, Access access) {
        return store.facts().fold(base, (List<E>) events, command, access.customer());
    }

    private Saved<S> existing(String id, Command command, List<? extends E> first) {
        var image = Objects.requireNonNull(store.load(id));
        if (image.state() == null && documents.mayReturn(image)) {
            return returned(image, command, first);
        }
        checkSight(image, command);
        if (image.state() == null) {
            throw new Gone(store.type().name()); // whatever was said of it before: nobody can know that any more
        }
        if (documents.sameRequest(image, command)) {
            return replay(image, command);
        }
        if (documents.madeBy(image, command)) {
            throw keyReused();
        }
        throw new RuleBroken("already-there", "It is there already, with other content, as " + id);
    }

    /** Whoever did not make it and does not see it is told no more than that it is there. */
    private void checkSight(Image image, Command command) {
        if (!documents.madeBy(image, command) && !command.reach().sees().admits(image.access())) {
            throw new RuleBroken("already-there", "It is there already, and not yours to see");
        }
    }

    /** A record that was taken back comes again, whosever it is now: its versions and sequences go on where they were. */
    private Saved<S> returned(Image image, Command command, List<? extends E> first) {
        var base = new Base<S>(
                store.subject(image.id(), image.key()),
                image.version(),
                image.sequence(),
                null,
                Objects.requireNonNullElse(image.lastRecordedAt(), Instant.EPOCH));
        var step = fold(base, first, command, image.access());
        var update = documents.changed(image, command, step, 201);
        documents.anew(update, command, store.type().accessOf(begun(first)));
        return switch (write(image, command, update)) {
            case WRITTEN -> saved(image, step);
            case BEATEN -> existing(image.id(), command, first);
        };
    }

    Saved<S> change(String id, Command command, Function<S, ? extends List<? extends E>> decide) {
        for (int decision = 0; decision < DECISIONS; decision++) {
            var image = store.load(id);
            if (image == null) {
                throw new NotFound(store.type().name());
            }
            var earlier = documents.remembered(image, command);
            if (earlier != null) {
                return repeated(image, command, earlier);
            }
            command.reach().check(image.access(), store.type().name());
            if (image.state() == null) {
                throw new Gone(store.type().name());
            }
            if (command.expected() != null && command.expected() != image.version()) {
                throw new StaleVersion(command.expected(), image.version());
            }
            documents.checkRoom(image);
            var before = store.stateOf(image);
            var events = decide.apply(before);
            if (events.isEmpty()) {
                return Saved.unchanged(before, image.version());
            }
            var step = fold(base(image, before), events, command, image.access());
            if (write(image, command, documents.changed(image, command, step, 200)) == Outcome.WRITTEN) {
                return saved(image, step);
            }
            if (command.expected() != null) {
                throw new StaleVersion(command.expected(), image.version() + 1);
            }
        }
        throw contested();
    }

    static Busy contested() {
        return new Busy("Others keep changing this record", Duration.ofSeconds(1));
    }

    Base<S> base(Image image, @Nullable S state) {
        return new Base<>(
                store.subject(image.id(), image.key()),
                image.version(),
                image.sequence(),
                state,
                Objects.requireNonNullElse(image.lastRecordedAt(), Instant.EPOCH));
    }

    private Saved<S> repeated(Image image, Command command, String kept) {
        if (!documents.isOf(command, kept)) {
            throw keyReused();
        }
        return replay(image, command);
    }

    /** What it is now, unless it has gone out of sight of whoever asks again. */
    private Saved<S> replay(Image image, Command command) {
        if (!command.reach().sees().admits(image.access())) {
            throw new NotFound(store.type().name());
        }
        if (image.state() == null) {
            throw new Gone(store.type().name());
        }
        return Saved.repeated(store.stateOf(image), image.version());
    }

    private Saved<S> saved(Image image, Step<S> step) {
        oweAfter(image, step);
        var state = step.state() == null ? store.stateOf(image) : step.state();
        return Saved.written(state, image.version() + 1);
    }

    void oweAfter(Image image, Step<S> step) {
        store.owe(image.after(image.version() + 1, image.applied(), step.facts(), List.of()));
    }

    /** Whether it was written, and not something else before it. */
    boolean isWritten(Image image, Command command, BsonDocument update) {
        return write(image, command, update) == Outcome.WRITTEN;
    }

    private Outcome write(Image image, Command command, BsonDocument update) {
        for (int write = 0; write < WRITES; write++) {
            try {
                if (store.update(documents.at(image), store.rules().update(update))) {
                    return Outcome.WRITTEN;
                }
            } catch (MongoException e) {
                throwIfCertain(e);
            }
            var now = Objects.requireNonNull(store.load(image.id()));
            if (documents.remembered(now, command) != null) {
                return Outcome.WRITTEN;
            }
            if (now.version() >= image.version() + Documents.WINDOW) {
                throw notKnown(); // our id may have come and gone from the window meanwhile
            }
            if (now.version() > image.version()) {
                return Outcome.BEATEN;
            }
        }
        throw notKnown();
    }

    /** An error that the server itself gave for this write says that it did not happen. */
    private static void throwIfCertain(MongoException e) {
        if (e instanceof MongoWriteException) {
            throw e;
        }
    }

    private static Busy notKnown() {
        return new Busy("It is not known yet whether this was stored: repeat it", Duration.ofSeconds(1));
    }

    static Impossible keyReused() {
        return new Impossible(
                "key-reused", List.of(new FieldError("Idempotency-Key", "This key was used for another request")));
    }
}
