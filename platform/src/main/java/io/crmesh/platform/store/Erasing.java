package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.unset;

import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.fact.Event;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Erases records for good. One conditional write blanks the live document and owes the fact; a stub stays, so that the id
 * is never given out again. History follows once nothing is on its way there. What was taken back can be erased, too: its
 * history is still there.
 */
final class Erasing<S extends Record, E extends Event> {

    private static final int ROWS = 500;

    private final Store<S, E> store;
    private final Commands<S, E> commands;
    private final Documents<S, E> documents;

    Erasing(Store<S, E> store, Commands<S, E> commands) {
        this.store = store;
        this.commands = commands;
        this.documents = new Documents<>(store);
    }

    Saved<Erased> erase(String id, Command command, String reason, E last) {
        for (int decision = 0; decision < Commands.DECISIONS; decision++) {
            var image = store.load(id);
            if (image == null) {
                throw new NotFound(store.type().name());
            }
            var earlier = documents.remembered(image, command);
            if (earlier != null) {
                return repeated(image, command, earlier);
            }
            command.reach().check(image.access(), store.type().name());
            if (Erased.in(image.document()) != null) {
                throw new Gone(store.type().name());
            }
            if (command.expected() != null && command.expected() != image.version()) {
                throw new StaleVersion(command.expected(), image.version());
            }
            documents.checkRoom(image);
            var step = commands.fold(commands.base(image, null), List.of(last), command, image.access());
            var erased = Erased.of(id, command, step.recordedAt(), reason);
            if (commands.isWritten(image, command, documents.erased(image, command, step, erased))) {
                commands.oweAfter(image, step);
                return Saved.written(erased, image.version() + 1);
            }
        }
        throw Commands.contested();
    }

    /** Said again, it is answered as the first time: there is nothing left to show but that it was done. */
    private Saved<Erased> repeated(Image image, Command command, String kept) {
        var erased = Erased.in(image.document());
        if (erased == null || !documents.isOf(command, kept)) {
            throw Commands.keyReused();
        }
        command.reach().check(image.access(), store.type().name());
        return Saved.repeated(erased, image.version());
    }

    /**
     * Takes what the record was out of its history; what happened, and when, stays there.
     *
     * @return false if something is still on its way into history: then it is to be said again; a record that is not here
     *     has nothing there
     */
    boolean forget(String id) {
        var image = store.load(id);
        if (image == null) {
            return true;
        }
        if (image.owes()) {
            return false;
        }
        for (long from = 1; from <= image.sequence(); from += ROWS) {
            var rows = LongStream.range(from, Math.min(from + ROWS, image.sequence() + 1))
                    .mapToObj(sequence -> id + ":" + sequence)
                    .toList();
            var _ = store.archive().updateMany(in("_id", rows), unset("state"));
        }
        return true;
    }
}
