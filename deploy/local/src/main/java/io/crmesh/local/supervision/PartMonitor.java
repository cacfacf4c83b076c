package io.crmesh.local.supervision;

import io.crmesh.local.supervision.Part.ReadinessProbe.ReadyLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Readiness and log of one part, as its supervisor sees them. */
public final class PartMonitor {

    private final Part part;
    private final PartLog log;
    private volatile PartState state = PartState.STARTING;
    private volatile boolean wasReady;
    private volatile boolean sawReadyLine;

    PartMonitor(Part part, PartLog log) {
        this.part = part;
        this.log = log;
    }

    public Part part() {
        return part;
    }

    PartState state() {
        return state;
    }

    void enter(PartState next) {
        sawReadyLine &= next == PartState.READY;
        state = next;
    }

    void write(String line) {
        log.write(line);
        sawReadyLine |= ReadyLine.matches(line);
    }

    /** Probes the readiness of the part; returns whether it has changed. */
    boolean probe(boolean isAlive) {
        if (state != PartState.STARTING && state != PartState.READY) {
            return false;
        }
        var probed = part.probe().succeeds(sawReadyLine) ? PartState.READY : PartState.STARTING;
        if (probed == state || !isAlive) {
            return false;
        }
        state = probed;
        wasReady |= probed == PartState.READY;
        return true;
    }

    public boolean isReady() {
        return state == PartState.READY;
    }

    public boolean wasEverReady() {
        return wasReady;
    }

    public List<String> lastLines(int count) {
        return log.lastLines(count);
    }

    PartStatus status(@Nullable ProcessIdentity process, int restarts) {
        return new PartStatus(
                part.name(),
                state.label(),
                process == null ? null : process.pid(),
                process == null ? null : process.startedAt(),
                part.address(),
                log.file().toString(),
                restarts,
                isReady() ? List.of() : log.lastLines(10));
    }
}
