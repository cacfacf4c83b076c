package io.crmesh.customer.imports;

import io.crmesh.customer.Intake;
import io.crmesh.customer.imports.ImportRows.Fate;
import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Mode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Does one piece of an import's work, block by block. Each block is finished before it is said to be; whoever goes on
 * after a kill does the unsaid block again, which changes nothing.
 */
@Component
class ImportRunner {

    private static final int BLOCK = 500;
    private static final int MOST_TRIES = 10;

    private final Imports imports;
    private final ImportFiles files;
    private final ImportRows rows;
    private final ImportWork work;
    private final Intake intake;
    private final Clock clock;

    ImportRunner(Imports imports, ImportFiles files, ImportRows rows, ImportWork work, Intake intake, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.rows = rows;
        this.work = work;
        this.intake = intake;
        this.clock = clock;
    }

    /** Whether to go on after a block. */
    interface Patience {
        boolean lasts();
    }

    /** Works until it is done, or patience ends, or the work is somebody else's. */
    void work(Task task, Patience patience) throws InterruptedException {
        var batch = imports.get(task.id(), new Scope.All()).state();
        switch (task.kind()) {
            case VALIDATION -> validate(task, batch, patience);
            case RUN -> run(task, batch, patience);
            case REVERSAL -> revert(task, batch);
        }
    }

    private void validate(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        if (task.line() == 0) {
            rows.forget(batch.id(), Part.JUDGED);
        }
        var counts = blocks(task, batch, patience);
        if (counts == null) {
            return;
        }
        if (work.cancelled(task)) {
            work.done(task);
            return;
        }
        change(task, "validated", before -> List.of(before.validate(counts, clock.instant())));
    }

    private void run(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        if (batch.state() == ImportBatch.State.VALIDATED) {
            var _ = imports.change(
                    batch.id(), command(task, "started"), before -> List.of(before.start(clock.instant())));
        }
        if (batch.state() == ImportBatch.State.UPLOADED) {
            work.done(task); // its mapping changed after it was started, so it has to be validated again
            return;
        }
        if (task.tries() > MOST_TRIES) {
            change(task, "failed", before -> List.of(before.fail("STUCK", task.counts(), clock.instant())));
            return;
        }
        var counts = blocks(task, batch, patience);
        if (counts == null) {
            return;
        }
        if (work.cancelled(task)) {
            change(task, "failed", before -> List.of(before.fail("CANCELLED", counts, clock.instant())));
        } else {
            change(task, "completed", before -> List.of(before.complete(counts, clock.instant())));
        }
    }

    /** The counts at the end; nothing if the end was not reached. */
    private @Nullable Counts blocks(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        var part = task.kind() == ImportWork.Kind.VALIDATION ? Part.JUDGED : Part.TAKEN;
        var taker = new RowTaker(batch, intake, task.kind());
        var counts = task.counts();
        try (var file = new CsvRows(files.open(batch.id()), batch.separator().charAt(0))) {
            var _ = file.next(1); // the header
            for (var block = file.next(BLOCK); !block.isEmpty(); block = file.next(BLOCK)) {
                var left =
                        block.stream().filter(row -> row.line() > task.line()).toList();
                if (!left.isEmpty()) {
                    var fates = taker.take(left);
                    rows.add(batch.id(), part, fates);
                    for (var fate : fates) {
                        counts = counts.with(fate.result());
                    }
                    if (!work.save(task, left.getLast().line(), counts)) {
                        return null;
                    }
                }
                if (work.cancelled(task)) {
                    return counts;
                }
                if (!patience.lasts()) {
                    return null;
                }
            }
        }
        return counts;
    }

    /** Taking back again what was taken back changes nothing, so this begins anew after a kill. */
    private void revert(Task task, ImportBatch batch) {
        var gone = new AtomicLong();
        var kept = new AtomicLong();
        rows.eachTaken(batch.id(), fate -> {
            switch (fate.result()) {
                case CREATED -> {
                    if (takenBack(task, batch, fate)) {
                        gone.incrementAndGet();
                    } else {
                        rows.keep(batch.id(), fate.line());
                        kept.incrementAndGet();
                    }
                }
                case UPDATED, KEPT -> kept.incrementAndGet();
                case DUPLICATE, INVALID -> {}
            }
            if ((gone.get() + kept.get()) % BLOCK == 0) {
                var _ = work.save(task, 0, batch.counts().afterReversal(gone.get(), kept.get()));
            }
        });
        change(task, "reverted", before -> List.of(before.revert(gone.get(), kept.get(), clock.instant())));
    }

    private boolean takenBack(Task task, ImportBatch batch, Fate fate) {
        if (fate.customer() == null || fate.version() == 0) {
            return false;
        }
        var id = task.command() + "/" + fate.line();
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        return intake.takeBack(
                fate.customer(), new Command(id, "", fate.version(), actor, batch.mode(), batch.id(), null));
    }

    private void change(Task task, String what, Function<ImportBatch, List<ImportEvent>> decision) {
        var _ = imports.change(task.id(), command(task, what), decision);
        work.done(task);
    }

    private static Command command(Task task, String what) {
        return Command.of(task.command() + "/" + what, Actor.system("imports"), Mode.LIVE);
    }
}
