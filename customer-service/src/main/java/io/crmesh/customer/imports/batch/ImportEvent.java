package io.crmesh.customer.imports.batch;

import io.crmesh.customer.imports.batch.ImportBatch.UploadedFile;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import java.time.Instant;

/** The domain events of an import. Personal fields are not published: columns may have any names. */
public sealed interface ImportEvent extends Event {

    record ImportUploaded(
            String format, long bytes, @Personal ImportBatch batch, Instant occurredAt) implements ImportEvent {}

    /** A user requested this work; the id of the command is not published. */
    record ImportAsked(WorkKind work, @Personal String command, Instant occurredAt) implements ImportEvent {}

    /** The requested work is not to be done, or not to its end. */
    record ImportCancelled(WorkKind work, Instant occurredAt) implements ImportEvent {}

    /** The requested work cannot be done. */
    record ImportDropped(WorkKind work, String reason, Instant occurredAt) implements ImportEvent {}

    /** The file is read or mapped in another way from now on. */
    record ImportMapped(int columns, @Personal UploadedFile file, Instant occurredAt) implements ImportEvent {}

    record ImportValidated(
            long rows,
            long valid,
            long invalid,
            long duplicates,
            @Personal Counts counts,
            Instant occurredAt) implements ImportEvent {}

    record ImportStarted(long rows, Instant occurredAt) implements ImportEvent {}

    record ImportCompleted(
            long rows,
            long created,
            long updated,
            long duplicates,
            long invalid,
            @Personal Counts counts,
            Instant occurredAt)
            implements ImportEvent {}

    record ImportFailed(String reason, long rows, @Personal Counts counts, Instant occurredAt) implements ImportEvent {}

    record ImportReverted(long reverted, long kept, Instant occurredAt) implements ImportEvent {}

    @Override
    default String type() {
        return switch (this) {
            case ImportUploaded _ -> "import.uploaded";
            case ImportMapped _ -> "import.mapped";
            case ImportAsked _ -> "import.asked";
            case ImportCancelled _ -> "import.cancelled";
            case ImportDropped _ -> "import.dropped";
            case ImportValidated _ -> "import.validated";
            case ImportStarted _ -> "import.started";
            case ImportCompleted _ -> "import.completed";
            case ImportFailed _ -> "import.failed";
            case ImportReverted _ -> "import.reverted";
        };
    }
}
