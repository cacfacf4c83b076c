package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportWork.Task;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for imports with work to do, whether somebody just asked or a process died over it, and has it done. */
@Component
class ImportDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportDispatcher.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final Imports imports;
    private final ImportWork work;
    private final ImportRows rows;
    private final ImportRunner runner;
    private final Semaphore bell = new Semaphore(0);
    private volatile @Nullable Thread thread;

    ImportDispatcher(Imports imports, ImportWork work, ImportRows rows, ImportRunner runner) {
        this.imports = imports;
        this.work = work;
        this.rows = rows;
        this.runner = runner;
    }

    /** Says that there is something to do, to save the wait. */
    void ring() {
        bell.release();
    }

    @Override
    public synchronized void start() {
        rows.prepareIndexes();
        var watcher = Thread.ofVirtual().name("imports").unstarted(this::watch);
        thread = watcher; // known before it looks whether it is the one
        watcher.start();
    }

    /** Waits for the block that is under way; the rest is done after the next start. */
    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            ring();
            try {
                var _ = running.join(Duration.ofSeconds(20));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private boolean mine() {
        return Thread.currentThread().equals(thread);
    }

    private void watch() {
        try {
            while (mine()) {
                var _ = bell.tryAcquire(1, TimeUnit.SECONDS);
                bell.drainPermits();
                dispatch();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() throws InterruptedException {
        try {
            while (mine()) {
                listWaiting();
                var task = work.claim();
                if (task.isEmpty()) {
                    return;
                }
                attempt(task.get());
            }
        } catch (RuntimeException outage) {
            log.warn("Imports cannot be looked for now: {}", outage.getClass().getSimpleName());
        }
    }

    /** What was asked for gets on the list of work here and nowhere else, so that none of it depends on who was asked. */
    void listWaiting() {
        var waiting = imports.waiting();
        var listed = work.listed(waiting.stream().map(ImportBatch::id).toList());
        for (var batch : waiting) {
            var asked = batch.asked();
            if (asked != null && !listed.contains(batch.id())) {
                work.list(batch.id(), asked.work(), asked.command());
            }
        }
    }

    /** Whatever goes wrong, the next attempt goes on from the last block that was finished. */
    private void attempt(Task task) throws InterruptedException {
        try {
            runner.work(task, this::mine);
            work.release(task, Duration.ZERO);
        } catch (RuntimeException fault) {
            log.warn(
                    "Import {} was interrupted: {}", task.id(), fault.getClass().getSimpleName());
            work.release(task, AFTER_A_FAULT);
        }
    }
}
