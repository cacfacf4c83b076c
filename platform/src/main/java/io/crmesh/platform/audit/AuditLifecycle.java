package io.crmesh.platform.audit;

import io.crmesh.audit.Trail;
import org.springframework.context.SmartLifecycle;

/** Lifecycle of the audit trail: it starts before the first request is served, and ends after the last answer. */
final class AuditLifecycle implements SmartLifecycle {

    private static final int AROUND_HTTP = -1000;

    private final Trail trail;
    private volatile boolean running;

    AuditLifecycle(Trail trail) {
        this.trail = trail;
    }

    @Override
    public void start() {
        trail.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        trail.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AROUND_HTTP;
    }
}
