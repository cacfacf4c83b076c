package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.DocumentSnapshot.Position;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.document.PendingEvents;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.lease.Slots;
import io.crmesh.platform.store.EventWriter.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Document mapper: the live document of an aggregate and the updates to it, field by field. */
public final class Documents<S extends Record, E extends Event> {

    /** The number of commands that a record remembers for idempotency. */
    public static final int WINDOW = 16;

    private static final int MOST_PENDING = 256;
    private static final int MOST_PENDING_BYTES = 1024 * 1024;

    private final Store<S, E> store;

    public Documents(Store<S, E> store) {
        this.store = store;
    }

    public DocumentSnapshot created(String id, String key, RecordOwner access, Command command, Step<S> step) {
        var sequence = step.events().getLast().sequence();
        var document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt64(1))
                .append("seq", new BsonInt64(sequence))
                .append("key", new BsonString(key))
                .append("access", access.toBson())
                .append("created", command(command, 1))
                .append("pending", pending(id, step));
        document.putAll(step.times().toBson());
        document.putAll(store.derived(step, id, key));
        return new DocumentSnapshot(
                id,
                new Position(1, sequence, 0),
                key,
                access,
                new PendingEvents(step.events(), List.of()),
                document.getDocument("state"),
                step.times(),
                document);
    }

    private BsonDocument pending(String id, Step<S> step) {
        return new BsonDocument("slot", new BsonInt32(Slots.of(id)))
                .append("since", date(store.databaseTime()))
                .append("events", PendingEvents.eventsToBson(step.events()));
    }

    /**
     * Optimistic locking: the write is conditional on id and version, which cover everything that was checked on the
     * snapshot.
     */
    public BsonDocument at(DocumentSnapshot snapshot) {
        return DocumentSnapshot.byId(snapshot.id()).append("v", new BsonInt64(snapshot.version()));
    }

    public BsonDocument changed(DocumentSnapshot snapshot, Command command, Step<S> step) {
        var set = new BsonDocument("seq", new BsonInt64(step.events().getLast().sequence()))
                .append("pending.slot", new BsonInt32(Slots.of(snapshot.id())));
        set.putAll(step.times().toBson());
        var update = new BsonDocument("$set", set)
                .append("$inc", new BsonDocument("v", new BsonInt64(1)))
                .append("$min", new BsonDocument("pending.since", date(store.databaseTime())))
                .append(
                        "$push",
                        new BsonDocument("pending.events", each(PendingEvents.eventsToBson(step.events())))
                                .append("commands", window(command(command, snapshot.version() + 1))));
        if (step.state() == null) {
            update.append("$unset", fields("state", "tokens", "find"));
        } else {
            set.putAll(store.derived(step, snapshot.id(), snapshot.key()));
        }
        return update;
    }

    /**
     * Replaces the record by a stub. The hashes of earlier requests are removed, too, because they could be compared
     * with guesses.
     */
    public BsonDocument erased(DocumentSnapshot snapshot, Command command, Step<S> step, Erased erased) {
        var update = changed(snapshot, command, step);
        update.getDocument("$push").remove("commands");
        var set = update.getDocument("$set");
        set.append("commands", new BsonArray(List.of(command(command, snapshot.version() + 1))));
        set.append("created.hash", new BsonString(""));
        erased.addTo(set);
        return update;
    }

    /** Lets a withdrawn record start again, under the command that creates it again. */
    public void anew(BsonDocument update, Command command, RecordOwner access) {
        update.getDocument("$set").append("created", command(command, 1)).append("access", access.toBson());
    }

    private static BsonDocument fields(String... names) {
        var document = new BsonDocument();
        for (var name : names) {
            document.append(name, new BsonString(""));
        }
        return document;
    }

    private static BsonDocument each(BsonArray values) {
        return new BsonDocument("$each", values);
    }

    private static BsonDocument window(BsonDocument command) {
        return each(new BsonArray(List.of(command))).append("$slice", new BsonInt32(-WINDOW));
    }

    private BsonDocument command(Command command, long version) {
        return new BsonDocument("id", new BsonString(command.id()))
                .append("hash", new BsonString(store.keys().keyedHash(command.hash())))
                .append("v", new BsonInt64(version))
                .append("at", date(store.databaseTime()));
    }

    /** The stored hash of this command, if the record remembers having carried it out. */
    @Nullable
    public String remembered(DocumentSnapshot snapshot, Command command) {
        for (BsonValue entry : snapshot.document().getArray("commands", new BsonArray())) {
            if (text(entry.asDocument(), "id").equals(command.id())) {
                return text(entry.asDocument(), "hash");
            }
        }
        return madeBy(snapshot, command) ? text(creation(snapshot), "hash") : null;
    }

    public boolean madeBy(DocumentSnapshot snapshot, Command command) {
        return text(creation(snapshot), "id").equals(command.id());
    }

    public boolean sameRequest(DocumentSnapshot snapshot, Command command) {
        return isOf(command, text(creation(snapshot), "hash"));
    }

    /** Whether the stored hash is that of this command; earlier builds stored the plain hash. */
    public boolean isOf(Command command, String kept) {
        return kept.equals(command.hash()) || kept.equals(store.keys().keyedHash(command.hash()));
    }

    /** A withdrawn record may be created again; an erased one may not. */
    public boolean mayReturn(DocumentSnapshot snapshot) {
        return Erased.in(snapshot.document()) == null;
    }

    private static BsonDocument creation(DocumentSnapshot snapshot) {
        return snapshot.document().getDocument("created");
    }

    private static String text(BsonDocument document, String name) {
        return document.getString(name).getValue();
    }

    public void checkRoom(DocumentSnapshot snapshot) {
        var bytes = snapshot.pending().events().stream()
                .mapToLong(event -> event.body().length)
                .sum();
        if (snapshot.pending().events().size() >= MOST_PENDING || bytes >= MOST_PENDING_BYTES) {
            throw new Busy("This record's last changes are still being published", Duration.ofSeconds(2));
        }
    }

    private static BsonDateTime date(Instant instant) {
        return new BsonDateTime(instant.toEpochMilli());
    }
}
