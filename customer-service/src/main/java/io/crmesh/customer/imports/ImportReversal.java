package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportRows.Fate;
import io.crmesh.customer.imports.ImportRunner.Patience;
import io.crmesh.customer.imports.ImportWork.Task;
import io.crmesh.customer.registry.Intake;
import io.crmesh.platform.Command;
import io.crmesh.platform.fact.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes back what an import brought, block by block in the order of the file. Taking back again what was taken back
 * changes nothing, so whoever goes on after a kill may do one block twice.
 */
@Component
class ImportReversal {

    private static final int BLOCK = 500;

    private final ImportRows rows;
    private final ImportWork work;
    private final Intake intake;
    private final ImportOutcomes outcomes;

    ImportReversal(ImportRows rows, ImportWork work, Intake intake, ImportOutcomes outcomes) {
        this.rows = rows;
        this.work = work;
        this.intake = intake;
        this.outcomes = outcomes;
    }

    private enum Left {
        GONE,
        KEPT,
        NEVER_THERE
    }

    void revert(Task task, ImportBatch batch, Patience patience) throws InterruptedException {
        var counts = batch.counts()
                .afterReversal(task.counts().reverted(), task.counts().kept());
        var line = task.line();
        for (var block = rows.takenAfter(batch.id(), line, BLOCK); !block.isEmpty(); ) {
            counts = after(counts, takenBack(task, batch, block));
            line = block.getLast().line();
            if (!work.save(task, line, counts) || !patience.lasts()) {
                return;
            }
            block = rows.takenAfter(batch.id(), line, BLOCK);
        }
        var found = counts;
        outcomes.end(task, "reverted", (before, now) -> before.revert(found.reverted(), found.kept(), now));
    }

    private static Counts after(Counts counts, List<Left> block) {
        var gone = block.stream().filter(left -> left == Left.GONE).count();
        var kept = block.stream().filter(left -> left == Left.KEPT).count();
        return counts.afterReversal(counts.reverted() + gone, counts.kept() + kept);
    }

    private List<Left> takenBack(Task task, ImportBatch batch, List<Fate> block) throws InterruptedException {
        return Lanes.each(block, Fate::line, fate -> takenBack(task, batch, fate));
    }

    private Left takenBack(Task task, ImportBatch batch, Fate fate) {
        return switch (fate.result()) {
            case CREATED -> {
                if (isGone(task, batch, fate)) {
                    yield Left.GONE;
                }
                rows.keep(batch.id(), fate.line());
                yield Left.KEPT;
            }
            case UPDATED, KEPT -> Left.KEPT;
            case DUPLICATE, INVALID -> Left.NEVER_THERE;
        };
    }

    private boolean isGone(Task task, ImportBatch batch, Fate fate) {
        if (fate.customer() == null || fate.version() == 0) {
            return false;
        }
        var id = task.command() + "/" + fate.line();
        var actor = new Actor(Actor.Kind.IMPORT, batch.id());
        return intake.takeBack(
                fate.customer(), new Command(id, "", fate.version(), actor, batch.mode(), batch.id(), null));
    }
}
