package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.store.FactWriter.Step;
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

/** The live document and the updates to it, field by field. */
final class Documents<S extends Record, E extends Event> {

    /** How many commands a record remembers. */
    static final int WINDOW = 16;

    private static final int MOST_PENDING = 256;
    private static final int MOST_PENDING_BYTES = 1024 * 1024;

    private final Store<S, E> store;

    Documents(Store<S, E> store) {
        this.store = store;
    }

    Image created(String id, String key, Access access, Command command, Step<S> step) {
        var sequence = step.facts().getLast().sequence();
        var document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt64(1))
                .append("seq", new BsonInt64(sequence))
                .append("key", new BsonString(key))
                .append("access", access.toBson())
                .append("recordedAt", date(step.recordedAt()))
                .append("created", command(command, 1, 201))
                .append("pending", pending(id, step));
        document.putAll(store.derived(step, id, key));
        return new Image(
                id,
                1,
                sequence,
                0,
                key,
                access,
                new Pending(step.facts(), List.of()),
                document.getDocument("state"),
                step.recordedAt(),
                document);
    }

    private BsonDocument pending(String id, Step<S> step) {
        return new BsonDocument("slot", new BsonInt32(Slots.of(id)))
                .append("since", date(store.databaseTime()))
                .append("facts", Pending.factsToBson(step.facts()));
    }

    /** The write is conditional on exactly this: the version covers all that was checked on the image. */
    BsonDocument at(Image image) {
        return Store.byId(image.id()).append("v", new BsonInt64(image.version()));
    }

    BsonDocument changed(Image image, Command command, Step<S> step, int status) {
        var set = new BsonDocument("seq", new BsonInt64(step.facts().getLast().sequence()))
                .append("recordedAt", date(step.recordedAt()))
                .append("pending.slot", new BsonInt32(Slots.of(image.id())));
        var update = new BsonDocument("$set", set)
                .append("$inc", new BsonDocument("v", new BsonInt64(1)))
                .append("$min", new BsonDocument("pending.since", date(store.databaseTime())))
                .append(
                        "$push",
                        new BsonDocument("pending.facts", each(Pending.factsToBson(step.facts())))
                                .append("commands", window(command(command, image.version() + 1, status))));
        if (step.state() == null) {
            update.append("$unset", fields("state", "tokens", "find"));
        } else {
            set.putAll(store.derived(step, image.id(), image.key()));
        }
        return update;
    }

    /**
     * Leaves nothing of a record but a stub that says so. What hashes there are of what was once said of it could be
     * compared with guesses, so they go, too.
     */
    BsonDocument erased(Image image, Command command, Step<S> step, Erased erased) {
        var update = changed(image, command, step, 200);
        update.getDocument("$push").remove("commands");
        var set = update.getDocument("$set");
        set.append("commands", new BsonArray(List.of(command(command, image.version() + 1, 200))));
        set.append("created.hash", new BsonString(""));
        erased.addTo(set);
        return update;
    }

    /** Lets a record that was taken back begin anew, under the command that makes it again. */
    void anew(BsonDocument update, Command command, Access access) {
        update.getDocument("$set").append("created", command(command, 1, 201)).append("access", access.toBson());
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

    private BsonDocument command(Command command, long version, int status) {
        return new BsonDocument("id", new BsonString(command.id()))
                .append("hash", new BsonString(store.keys().kept(command.hash())))
                .append("v", new BsonInt64(version))
                .append("status", new BsonInt32(status))
                .append("at", date(store.databaseTime()));
    }

    /** What is kept of the hash of this command, if the record remembers having carried it out. */
    @Nullable
    String remembered(Image image, Command command) {
        for (BsonValue entry : image.document().getArray("commands", new BsonArray())) {
            if (text(entry.asDocument(), "id").equals(command.id())) {
                return text(entry.asDocument(), "hash");
            }
        }
        return madeBy(image, command) ? text(creation(image), "hash") : null;
    }

    boolean madeBy(Image image, Command command) {
        return text(creation(image), "id").equals(command.id());
    }

    boolean sameRequest(Image image, Command command) {
        return isOf(command, text(creation(image), "hash"));
    }

    /** Whether this was kept of the command's own hash; earlier builds kept that as it is. */
    boolean isOf(Command command, String kept) {
        return kept.equals(command.hash()) || kept.equals(store.keys().kept(command.hash()));
    }

    /** A record that was taken back may come again; one that was erased may not. */
    boolean mayReturn(Image image) {
        return Erased.in(image.document()) == null;
    }

    private static BsonDocument creation(Image image) {
        return image.document().getDocument("created");
    }

    private static String text(BsonDocument document, String name) {
        return document.getString(name).getValue();
    }

    void checkRoom(Image image) {
        var bytes = image.pending().facts().stream()
                .mapToLong(fact -> fact.body().length)
                .sum();
        if (image.pending().facts().size() >= MOST_PENDING || bytes >= MOST_PENDING_BYTES) {
            throw new Busy("This record's last changes are still being published", Duration.ofSeconds(2));
        }
    }

    private static BsonDateTime date(Instant instant) {
        return new BsonDateTime(instant.toEpochMilli());
    }
}
