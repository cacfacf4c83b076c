package io.crmesh.platform.store;

import com.mongodb.MongoException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts relay and sweeper before anything can owe something, and stops them after everything that could. A database
 * that is not there yet is waited for.
 */
final class StoreLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StoreLifecycle.class);
    private static final int BEFORE_LISTENERS_AND_HTTP = -1000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Stores stores;
    private final Relay relay;
    private final Sweeper sweeper;
    private final Leases leases;
    private volatile boolean running;
    private volatile boolean prepared;
    private Thread thread = Thread.currentThread();

    StoreLifecycle(Stores stores, Relay relay, Sweeper sweeper, Leases leases) {
        this.stores = stores;
        this.relay = relay;
        this.sweeper = sweeper;
        this.leases = leases;
    }

    /** Whether the indexes are there; until then the service is not ready. */
    boolean prepared() {
        return prepared;
    }

    @Override
    public void start() {
        relay.start();
        running = true;
        thread = Thread.ofVirtual().name("sweeper").start(() -> {
            prepare();
            sweeper.run();
        });
    }

    private void prepare() {
        while (!prepared && running) {
            try {
                stores.prepareIndexes();
                prepared = true;
            } catch (MongoException e) {
                log.warn("The database is not there yet, waiting for it: {}", e.toString());
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        relay.stop();
        try {
            var _ = thread.join(Duration.ofSeconds(2));
            leases.releaseAll();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (MongoException e) {
            log.info("Leases run out by themselves: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_LISTENERS_AND_HTTP;
    }
}
