package io.crmesh.platform.listener;

import io.crmesh.platform.consume.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of all consumer groups of a service. They start once the topics are checked. They stop before the web
 * server, so that no event is begun while the last requests are answered.
 */
public class GroupListeners implements SmartLifecycle {

    /**
     * A consumer group, as the health indicators and the flow report see it.
     *
     * @param progress when a batch was last processed, or found to wait for a known outage
     * @param pauseReasons why partitions of it are paused
     * @param rereading whether it reads again what it had read before its database was restored
     */
    public record Group(
            String name, Set<String> topics, Instant progress, Set<String> pauseReasons, boolean rereading) {}

    private static final Logger log = LoggerFactory.getLogger(GroupListeners.class);
    private static final int BEFORE_WEB_SERVER = DEFAULT_PHASE - 512;
    private static final Duration SUPERVISION_INTERVAL = Duration.ofSeconds(2);

    private final List<GroupListener> listeners;
    private final List<GapScheduler> gaps;
    private final TopicsCheck topics;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    GroupListeners(List<GroupListener> listeners, List<GapScheduler> gaps, TopicsCheck topics) {
        this.listeners = List.copyOf(listeners);
        this.gaps = List.copyOf(gaps);
        this.topics = topics;
    }

    public List<Group> groups() {
        return listeners.stream()
                .map(listener -> new Group(
                        listener.invoker().group(),
                        listener.invoker().consumer().topics(),
                        listener.batchProcessor().progress(),
                        listener.errorHandler().pauseReasons(),
                        listener.committedPositions().isRereading()))
                .toList();
    }

    /** Stops polling for a group until it is resumed; its partitions stay assigned. */
    public void pause(String group) {
        listeners.stream().filter(listener -> isOf(listener, group)).forEach(GroupListener::pause);
    }

    public void resume(String group) {
        listeners.stream().filter(listener -> isOf(listener, group)).forEach(GroupListener::resume);
    }

    private static boolean isOf(GroupListener listener, String group) {
        return listener.invoker().group().equals(group);
    }

    @Override
    public synchronized void start() {
        running = true;
        threads.add(Thread.ofVirtual().start(this::listen));
        gaps.forEach(gap -> threads.add(Thread.ofVirtual().start(gap)));
    }

    private void listen() {
        try {
            topics.await();
            startAll();
            while (true) {
                Thread.sleep(SUPERVISION_INTERVAL);
                superviseAll();
            }
        } catch (InterruptedException _) {
            // The service stops.
        }
    }

    private synchronized void startAll() {
        if (running) {
            listeners.forEach(GroupListener::start);
        }
    }

    private synchronized void superviseAll() {
        if (running) {
            try {
                listeners.forEach(GroupListener::supervise);
            } catch (RuntimeException e) {
                log.warn("A listener could not be restarted: {}", FailureKind.describe(e));
            }
            storePositions();
        }
    }

    private void storePositions() {
        try {
            for (var listener : listeners) {
                listener.committedPositions().store();
            }
        } catch (RuntimeException e) {
            // They are stored the next time; a crash before that reads a little more again.
            log.warn("The read positions cannot be stored now: {}", FailureKind.describe(e));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
        listeners.parallelStream().forEach(GroupListener::stop);
        storePositions();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_WEB_SERVER;
    }
}
