package io.crmesh.platform.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All consumer groups of this service. They start once the topics are checked, and stop before HTTP does, so that
 * nothing new is begun while the last requests are answered.
 */
public class Listeners implements SmartLifecycle {

    /**
     * A consumer group, as health and flow see it.
     *
     * @param behindItself whether it reads again what it had read before its database was put back
     */
    public record Group(
            String name, Set<String> topics, Instant progress, Set<String> waitsFor, boolean behindItself) {}

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);
    private static final int BEFORE_HTTP = DEFAULT_PHASE - 512;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final List<Listener> listeners;
    private final List<Gaps> gaps;
    private final TopicsCheck topics;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Listeners(List<Listener> listeners, List<Gaps> gaps, TopicsCheck topics) {
        this.listeners = List.copyOf(listeners);
        this.gaps = List.copyOf(gaps);
        this.topics = topics;
    }

    public List<Group> groups() {
        return listeners.stream()
                .map(listener -> new Group(
                        listener.applying().group(),
                        listener.applying().consumer().topics(),
                        listener.intake().progress(),
                        listener.again().reasons(),
                        listener.reading().isBehind()))
                .toList();
    }

    /** Stops polling for a group until it is resumed; its partitions stay its own. */
    public void pause(String group) {
        listeners.stream().filter(listener -> isOf(listener, group)).forEach(Listener::pause);
    }

    public void resume(String group) {
        listeners.stream().filter(listener -> isOf(listener, group)).forEach(Listener::resume);
    }

    private static boolean isOf(Listener listener, String group) {
        return listener.applying().group().equals(group);
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
                Thread.sleep(LOOK);
                lookAfterAll();
            }
        } catch (InterruptedException _) {
            // We stop.
        }
    }

    private synchronized void startAll() {
        if (running) {
            listeners.forEach(Listener::start);
        }
    }

    private synchronized void lookAfterAll() {
        if (running) {
            try {
                listeners.forEach(Listener::lookAfter);
            } catch (RuntimeException e) {
                log.warn("A listener could not be started again: {}", Trouble.words(e));
            }
            keepBookmarks();
        }
    }

    private void keepBookmarks() {
        try {
            for (var listener : listeners) {
                listener.reading().keep();
            }
        } catch (RuntimeException e) {
            // They are kept the next time; until then a little more is read again.
            log.warn("How far was read cannot be kept now: {}", Trouble.words(e));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
        listeners.parallelStream().forEach(Listener::stop);
        keepBookmarks();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_HTTP;
    }
}
