package io.crmesh.platform.aggregate;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.unset;

import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.Erased;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.store.Documents;
import io.crmesh.platform.store.Store;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Erasure of records. One conditional write blanks the live document and adds the last event; a stub stays, so that the
 * id is never assigned again. The history follows once no event is pending. A withdrawn record can be erased, too, as
 * its history still exists.
 */
final class Erasure<S extends Record, E extends Event> {

    private static final int ROWS = 500;

    private final Store<S, E> store;
    private final Commands<S, E> commands;
    private final Documents<S, E> documents;

    Erasure(Store<S, E> store, Commands<S, E> commands) {
        this.store = store;
        this.commands = commands;
        this.documents = new Documents<>(store);
    }

    Saved<Erased> erase(String id, Command command, String reason, E last) {
        for (int decision = 0; decision < Commands.DECISIONS; decision++) {
            var snapshot = store.load(id);
            if (snapshot == null) {
                throw new NotFound(store.type().name());
            }
            var earlier = documents.remembered(snapshot, command);
            if (earlier != null) {
                return repeated(snapshot, command, earlier);
            }
            command.rights().check(snapshot.access(), store.type().name());
            if (Erased.in(snapshot.document()) != null) {
                throw new Gone(store.type().name());
            }
            if (command.expected() != null && command.expected() != snapshot.version()) {
                throw new StaleVersion(command.expected(), snapshot.version());
            }
            documents.checkRoom(snapshot);
            var step = commands.fold(commands.previous(snapshot, null), List.of(last), command, snapshot.access());
            var erased = Erased.of(id, command, step.times().recordedAt(), reason);
            if (commands.isWritten(snapshot, command, documents.erased(snapshot, command, step, erased))) {
                commands.enqueueAfter(snapshot, step);
                return Saved.written(erased, snapshot.version() + 1);
            }
        }
        throw Commands.contested();
    }

    /** A repeated command gets the first answer: only the erasure itself is left to show. */
    private Saved<Erased> repeated(DocumentSnapshot snapshot, Command command, String kept) {
        var erased = Erased.in(snapshot.document());
        if (erased == null || !documents.isOf(command, kept)) {
            throw Commands.keyReused();
        }
        command.rights().check(snapshot.access(), store.type().name());
        return Saved.repeated(erased, snapshot.version());
    }

    /**
     * Removes the record's states from its history; which events happened, and when, stays there.
     *
     * @return false if events are still pending: then it must be called again; an unknown record has no history to
     *     remove
     */
    boolean forget(String id) {
        var snapshot = store.load(id);
        if (snapshot == null) {
            return true;
        }
        if (snapshot.hasPending()) {
            return false;
        }
        for (long from = 1; from <= snapshot.sequence(); from += ROWS) {
            var rows = LongStream.range(from, Math.min(from + ROWS, snapshot.sequence() + 1))
                    .mapToObj(sequence -> id + ":" + sequence)
                    .toList();
            var _ = store.archive().updateMany(in("_id", rows), unset("state"));
        }
        return true;
    }
}
