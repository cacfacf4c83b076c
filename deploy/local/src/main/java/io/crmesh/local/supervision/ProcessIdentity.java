package io.crmesh.local.supervision;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Value object: a process by its pid and its start time, because the system gives a pid to another process later. */
public record ProcessIdentity(long pid, long startedAt) {

    /** Start times of one process may differ by this much when the clock is set in between. */
    private static final long SAME_START_MILLIS = 2_000;

    public static ProcessIdentity ofThisProcess() {
        var self = ProcessHandle.current();
        return new ProcessIdentity(self.pid(), startOf(self));
    }

    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    public static Optional<ProcessIdentity> of(@Nullable Long pid, @Nullable Long startedAt) {
        return pid == null || startedAt == null ? Optional.empty() : Optional.of(new ProcessIdentity(pid, startedAt));
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> Math.abs(startOf(found) - startedAt) <= SAME_START_MILLIS);
    }
}
