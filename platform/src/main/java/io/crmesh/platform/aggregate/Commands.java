package io.crmesh.platform.aggregate;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.batching.GroupCommit;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.EventTimes;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.store.Documents;
import io.crmesh.platform.store.EventWriter.Previous;
import io.crmesh.platform.store.EventWriter.Step;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Store;
import io.crmesh.web.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Command handling: each command is one conditional write and is recognised when it is repeated. A write without an
 * answer counts as unknown until the command's own id is looked up in the document.
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
            var snapshot = store.load(id);
            if (snapshot != null && documents.madeBy(snapshot, command)) {
                return made(fresh);
            }
        }
        throw notKnown();
    }

    /** Values of an erased person cannot be encrypted; only callers who may see the record learn that it was erased. */
    private Fresh<S> freshOrGone(String id, Command command, List<? extends E> first) {
        var state = begun(first);
        try {
            return fresh(id, state, store.type().accessOf(state), command, first);
        } catch (Gone gone) {
            var snapshot = store.load(id);
            if (snapshot != null) {
                checkSight(snapshot, command);
            }
            throw gone;
        }
    }

    private GroupCommit.Outcome inserted(Fresh<S> fresh) {
        try {
            return store.insert(fresh.snapshot().document());
        } catch (MongoException e) {
            throwIfCertain(e);
            return GroupCommit.Outcome.UNKNOWN;
        }
    }

    /** A record that is about to be created. */
    private record Fresh<S>(S state, DocumentSnapshot snapshot) {}

    private Saved<S> made(Fresh<S> fresh) {
        store.enqueue(fresh.snapshot());
        return Saved.written(fresh.state(), fresh.snapshot().version());
    }

    Follower prepare(String id, RecordOwner access, Command command, List<? extends E> first) {
        var fresh = fresh(id, begun(first), access, command, first);
        return new Follower(store.type().collection(), fresh.snapshot().document());
    }

    private S begun(List<? extends E> first) {
        return Objects.requireNonNull(store.type().fold().after(null, first.getFirst()));
    }

    private Fresh<S> fresh(String id, S state, RecordOwner access, Command command, List<? extends E> first) {
        var key = store.keyOf(state, id);
        command.rights().checkNew(access);
        var previous = new Previous<S>(store.subject(id, key), 0, 0, null, EventTimes.NEVER);
        var step = fold(previous, first, command, access);
        return new Fresh<>(Objects.requireNonNull(step.state()), documents.created(id, key, access, command, step));
    }

    @SuppressWarnings("unchecked") // a list of some events is a list of events, as it is only read
    Step<S> fold(Previous<S> previous, List<? extends E> events, Command command, RecordOwner access) {
        return store.events().fold(previous, (List<E>) events, command, access.customer());
    }

    private Saved<S> existing(String id, Command command, List<? extends E> first) {
        var snapshot = Objects.requireNonNull(store.load(id));
        if (snapshot.state() == null && documents.mayReturn(snapshot)) {
            return returned(snapshot, command, first);
        }
        checkSight(snapshot, command);
        if (snapshot.state() == null) {
            throw new Gone(store.type().name()); // its hashes are gone, so an earlier command cannot be recognised
        }
        if (documents.sameRequest(snapshot, command)) {
            return replay(snapshot, command);
        }
        if (documents.madeBy(snapshot, command)) {
            throw keyReused();
        }
        throw new RuleBroken("already-there", "It is there already, with other content, as " + id);
    }

    /** A caller who neither created the record nor may see it learns only that the id is taken. */
    private void checkSight(DocumentSnapshot snapshot, Command command) {
        if (!documents.madeBy(snapshot, command) && !command.rights().sees().admits(snapshot.access())) {
            throw new RuleBroken("already-there", "It is there already, and not yours to see");
        }
    }

    /**
     * A withdrawn record is created again, whichever owner it has now: its versions and sequences continue where they stopped.
     */
    private Saved<S> returned(DocumentSnapshot snapshot, Command command, List<? extends E> first) {
        var previous = new Previous<S>(
                store.subject(snapshot.id(), snapshot.key()),
                snapshot.version(),
                snapshot.sequence(),
                null,
                snapshot.times());
        var step = fold(previous, first, command, snapshot.access());
        var update = documents.changed(snapshot, command, step);
        documents.anew(update, command, store.type().accessOf(begun(first)));
        return switch (write(snapshot, command, update)) {
            case WRITTEN -> saved(snapshot, step);
            case BEATEN -> existing(snapshot.id(), command, first);
        };
    }

    Saved<S> change(String id, Command command, Function<S, ? extends List<? extends E>> decide) {
        for (int decision = 0; decision < DECISIONS; decision++) {
            var snapshot = store.load(id);
            if (snapshot == null) {
                throw new NotFound(store.type().name());
            }
            var earlier = documents.remembered(snapshot, command);
            if (earlier != null) {
                return repeated(snapshot, command, earlier);
            }
            command.rights().check(snapshot.access(), store.type().name());
            if (snapshot.state() == null) {
                throw new Gone(store.type().name());
            }
            if (command.expected() != null && command.expected() != snapshot.version()) {
                throw new StaleVersion(command.expected(), snapshot.version());
            }
            documents.checkRoom(snapshot);
            var before = store.stateOf(snapshot);
            var events = decide.apply(before);
            if (events.isEmpty()) {
                return Saved.unchanged(before, snapshot.version());
            }
            var step = fold(previous(snapshot, before), events, command, snapshot.access());
            if (write(snapshot, command, documents.changed(snapshot, command, step)) == Outcome.WRITTEN) {
                return saved(snapshot, step);
            }
            if (command.expected() != null) {
                throw new StaleVersion(command.expected(), snapshot.version() + 1);
            }
        }
        throw contested();
    }

    static Busy contested() {
        return new Busy("Others keep changing this record", Duration.ofSeconds(1));
    }

    Previous<S> previous(DocumentSnapshot snapshot, @Nullable S state) {
        return new Previous<>(
                store.subject(snapshot.id(), snapshot.key()),
                snapshot.version(),
                snapshot.sequence(),
                state,
                snapshot.times());
    }

    private Saved<S> repeated(DocumentSnapshot snapshot, Command command, String kept) {
        if (!documents.isOf(command, kept)) {
            throw keyReused();
        }
        return replay(snapshot, command);
    }

    /** The present state, unless the caller may no longer see the record. */
    private Saved<S> replay(DocumentSnapshot snapshot, Command command) {
        if (!command.rights().sees().admits(snapshot.access())) {
            throw new NotFound(store.type().name());
        }
        if (snapshot.state() == null) {
            throw new Gone(store.type().name());
        }
        return Saved.repeated(store.stateOf(snapshot), snapshot.version());
    }

    private Saved<S> saved(DocumentSnapshot snapshot, Step<S> step) {
        enqueueAfter(snapshot, step);
        var state = step.state() == null ? store.stateOf(snapshot) : step.state();
        return Saved.written(state, snapshot.version() + 1);
    }

    void enqueueAfter(DocumentSnapshot snapshot, Step<S> step) {
        store.enqueue(snapshot.after(snapshot.version() + 1, snapshot.applied(), step.events(), List.of()));
    }

    /** Whether this update was written, and no other change came before it. */
    boolean isWritten(DocumentSnapshot snapshot, Command command, BsonDocument update) {
        return write(snapshot, command, update) == Outcome.WRITTEN;
    }

    private Outcome write(DocumentSnapshot snapshot, Command command, BsonDocument update) {
        for (int write = 0; write < WRITES; write++) {
            try {
                if (store.update(documents.at(snapshot), store.faultPoints().update(update))) {
                    return Outcome.WRITTEN;
                }
            } catch (MongoException e) {
                throwIfCertain(e);
            }
            var now = Objects.requireNonNull(store.load(snapshot.id()));
            if (documents.remembered(now, command) != null) {
                return Outcome.WRITTEN;
            }
            if (now.version() >= snapshot.version() + Documents.WINDOW) {
                throw notKnown(); // this command's id may have entered and left the window meanwhile
            }
            if (now.version() > snapshot.version()) {
                return Outcome.BEATEN;
            }
        }
        throw notKnown();
    }

    /** Only an error that the server itself gave for this write proves that it was not stored. */
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
