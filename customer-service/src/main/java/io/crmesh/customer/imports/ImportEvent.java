package io.crmesh.customer.imports;

import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Personal;
import java.time.Instant;
import java.util.List;

/** All that can happen to an import. What is personal here stays here: columns may be called anything. */
sealed interface ImportEvent extends Event {

    record ImportUploaded(
            String format, long bytes, @Personal ImportBatch batch, Instant occurredAt) implements ImportEvent {}

    /** Somebody wants this done; the command by which they said so stays here. */
    record ImportAsked(ImportWork.Kind work, @Personal String command, Instant occurredAt) implements ImportEvent {}

    /** What was asked for shall not be done, or not to its end. */
    record ImportCancelled(ImportWork.Kind work, Instant occurredAt) implements ImportEvent {}

    /** What was asked for cannot be done. */
    record ImportDropped(ImportWork.Kind work, String reason, Instant occurredAt) implements ImportEvent {}

    record ImportMapped(int columns, @Personal List<ImportBatch.Mapped> mapping, Instant occurredAt)
            implements ImportEvent {}

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
