package io.crmesh.local.launcher;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process by its number and its start: numbers alone are given to others when a process is gone. */
record ProcessIdentity(long pid, long startedAt) {

    /** Two looks at one process may differ by this much when the clock is set in between. */
    private static final long SAME_START_MILLIS = 2_000;

    static ProcessIdentity ofThisProcess() {
        var self = ProcessHandle.current();
        return new ProcessIdentity(self.pid(), startOf(self));
    }

    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static Optional<ProcessIdentity> of(@Nullable Long pid, @Nullable Long startedAt) {
        return pid == null || startedAt == null ? Optional.empty() : Optional.of(new ProcessIdentity(pid, startedAt));
    }

    /** The process, if that very one still runs. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> Math.abs(startOf(found) - startedAt) <= SAME_START_MILLIS);
    }
}
