package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.registry.RegistrationReversal;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reverts an import: takes its customers back, block by block in the order of the file, but for those that changed since
 * or to which other records refer. What later rows of the import changed at its own customers goes with them. People go
 * first and organizations after them, also those that rows only named. Reverting a customer again changes nothing, so the
 * process that goes on after a killed one may do one block twice.
 */
@Component
class ImportReversal {

    private static final int BLOCK = 500;

    private final ImportRows rows;
    private final ImportTasks tasks;
    private final RegistrationReversal reversal;
    private final ImportOutcomes outcomes;

    ImportReversal(ImportRows rows, ImportTasks tasks, RegistrationReversal reversal, ImportOutcomes outcomes) {
        this.rows = rows;
        this.tasks = tasks;
        this.reversal = reversal;
        this.outcomes = outcomes;
    }

    private enum Reversal {
        REVERTED,
        KEPT,
        NOTHING_TO_REVERT
    }

    void revert(ImportTask task, ImportBatch batch, BooleanSupplier mayContinue) throws InterruptedException {
        var counts = batch.counts()
                .afterReversal(task.counts().reverted(), task.counts().kept());
        var line = task.line();
        if (!task.isAtOrganizations()) {
            for (var block = rows.importedAfter(batch.id(), line, BLOCK); !block.isEmpty(); ) {
                counts = after(counts, revertedPeople(task, batch, block));
                line = block.getLast().line();
                if (!tasks.save(task, line, counts) || !mayContinue.getAsBoolean()) {
                    return;
                }
                block = rows.importedAfter(batch.id(), line, BLOCK);
            }
            line = 0;
        }
        for (var block = rows.importedAfter(batch.id(), line, BLOCK); !block.isEmpty(); ) {
            counts = after(counts, revertedOrganizations(task, batch, block));
            line = block.getLast().line();
            if (!tasks.saveAtOrganizations(task, line, counts) || !mayContinue.getAsBoolean()) {
                return;
            }
            block = rows.importedAfter(batch.id(), line, BLOCK);
        }
        var found = counts;
        outcomes.end(task, "reverted", (before, now) -> before.revert(found.reverted(), found.kept(), now));
    }

    private static Counts after(Counts counts, List<Reversal> block) {
        var reverted = block.stream().filter(one -> one == Reversal.REVERTED).count();
        var kept = block.stream().filter(one -> one == Reversal.KEPT).count();
        return counts.afterReversal(counts.reverted() + reverted, counts.kept() + kept);
    }

    private List<Reversal> revertedPeople(ImportTask task, ImportBatch batch, List<RowReport> block)
            throws InterruptedException {
        var people =
                block.stream().filter(report -> !report.isAboutOrganization()).toList();
        return KeyedConcurrency.each(people, ImportReversal::customer, report -> reverted(task, batch, report));
    }

    /** An organization that rows only named is none of the customers that are counted. */
    private List<Reversal> revertedOrganizations(ImportTask task, ImportBatch batch, List<RowReport> block)
            throws InterruptedException {
        var named = block.stream()
                .flatMap(report -> Stream.ofNullable(report.organization()))
                .distinct()
                .toList();
        var _ = KeyedConcurrency.each(named, id -> id, id -> isReverted(task, batch, "organization/" + id, id, 0));
        var organizations =
                block.stream().filter(RowReport::isAboutOrganization).toList();
        return KeyedConcurrency.each(organizations, ImportReversal::customer, report -> reverted(task, batch, report));
    }

    /** The rows of one customer follow each other: the first of them may be the one that registered the customer. */
    private static Object customer(RowReport report) {
        return report.customer() == null ? report.line() : report.customer();
    }

    private Reversal reverted(ImportTask task, ImportBatch batch, RowReport report) {
        return switch (report.result()) {
            case CREATED -> {
                if (isReverted(task, batch, report)) {
                    yield Reversal.REVERTED;
                }
                rows.markKept(batch.id(), report.line());
                yield Reversal.KEPT;
            }
            case UPDATED -> isGone(report) ? Reversal.NOTHING_TO_REVERT : Reversal.KEPT;
            case KEPT -> Reversal.KEPT;
            case DUPLICATE, INVALID -> Reversal.NOTHING_TO_REVERT;
        };
    }

    private boolean isGone(RowReport report) {
        return report.customer() != null && reversal.isReverted(report.customer());
    }

    private boolean isReverted(ImportTask task, ImportBatch batch, RowReport report) {
        return report.customer() != null
                && isReverted(task, batch, Long.toString(report.line()), report.customer(), report.version());
    }

    /**
     * Takes a customer back, unless others changed or need them.
     *
     * @param version the customer's after the row, 0 if the row does not tell
     */
    private boolean isReverted(ImportTask task, ImportBatch batch, String what, String customer, long version) {
        var id = task.command() + "/" + what;
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        return reversal.revert(
                customer, new Command(id, "", version, actor, batch.origin().mode(), batch.id(), null));
    }
}
