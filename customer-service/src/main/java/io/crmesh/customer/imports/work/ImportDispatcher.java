package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.platform.consume.FailureKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Dispatcher of the work at imports: finds tasks that are new or were left by a killed process, and has them done. */
@Component
public class ImportDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportDispatcher.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final Imports imports;
    private final ImportTasks tasks;
    private final ImportRows rows;
    private final ImportRunner runner;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private boolean prepared; // read and written by the watching thread

    ImportDispatcher(Imports imports, ImportTasks tasks, ImportRows rows, ImportRunner runner) {
        this.imports = imports;
        this.tasks = tasks;
        this.rows = rows;
        this.runner = runner;
    }

    /** Wakes the dispatcher up, so that a new task does not wait for the next look. */
    public void wakeUp() {
        wakeUps.release();
    }

    @Override
    public synchronized void start() {
        var watcher = Thread.ofVirtual().name("imports").unstarted(this::watch);
        thread = watcher; // known before the thread checks whether it is the current one
        watcher.start();
    }

    /** Waits for the current block; the rest is done after the next start. */
    @Override
    public synchronized void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            wakeUp();
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

    private boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void watch() {
        try {
            while (isCurrent()) {
                var _ = wakeUps.tryAcquire(1, TimeUnit.SECONDS);
                wakeUps.drainPermits();
                dispatch();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() throws InterruptedException {
        try {
            prepare();
            while (isCurrent()) {
                addTasks();
                var task = tasks.claim();
                if (task.isEmpty()) {
                    return;
                }
                attempt(task.get());
            }
        } catch (RuntimeException outage) {
            log.warn("Imports cannot be read now: {}", outage.getClass().getSimpleName());
        }
    }

    /** Not at the start: the service starts while its database is away, too. */
    private void prepare() {
        if (!prepared) {
            rows.prepareIndexes();
            tasks.prepareIndexes();
            prepared = true;
        }
    }

    /** Makes a task of each request. Only this method does so, so that no task depends on the process that was asked. */
    void addTasks() {
        var waiting = imports.waiting();
        var withTask = tasks.withTask(waiting.stream().map(ImportBatch::id).toList());
        for (var batch : waiting) {
            var asked = batch.asked();
            if (asked != null && !withTask.contains(batch.id())) {
                tasks.add(batch.id(), asked.work(), asked.command());
            }
        }
    }

    /** After any failure, the next attempt goes on from the last block that was finished. */
    private void attempt(ImportTask task) throws InterruptedException {
        try {
            runner.work(task, this::isCurrent);
            tasks.release(task, Duration.ZERO);
        } catch (RuntimeException failure) {
            log.warn(
                    "Import {} was interrupted: {}",
                    task.id(),
                    failure.getClass().getSimpleName());
            release(task, failure);
        }
    }

    /** An outage is not the fault of the import: however long it lasts, the tries do not count. */
    void release(ImportTask task, RuntimeException failure) {
        if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
            tasks.releaseUntried(task, AFTER_A_FAILURE);
        } else {
            tasks.release(task, AFTER_A_FAILURE);
        }
    }
}
