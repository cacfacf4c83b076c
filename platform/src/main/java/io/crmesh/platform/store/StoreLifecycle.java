package io.crmesh.platform.store;

import com.mongodb.MongoException;
import io.crmesh.platform.lease.BackgroundLoop;
import io.crmesh.platform.lease.Leases;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.OutboxSweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of the outbox: relay and sweeper start before any command can be accepted, and stop after the last one. If
 * the database is not there yet, the sweeper waits for it.
 */
final class StoreLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StoreLifecycle.class);
    private static final int BEFORE_LISTENERS_AND_HTTP = -1000;

    private final Stores stores;
    private final OutboxRelay relay;
    private final Leases leases;
    private final BackgroundLoop sweeping;
    private volatile boolean prepared;

    StoreLifecycle(Stores stores, OutboxRelay relay, OutboxSweeper sweeper, Leases leases) {
        this.stores = stores;
        this.relay = relay;
        this.leases = leases;
        this.sweeping = new BackgroundLoop("outbox-sweeper", this::prepare, sweeper::run);
    }

    /** Whether the indexes exist; until then the service is not ready. */
    boolean prepared() {
        return prepared;
    }

    private void prepare() {
        stores.prepareIndexes();
        prepared = true;
    }

    @Override
    public void start() {
        relay.start();
        sweeping.start();
    }

    @Override
    public void stop() {
        sweeping.stop();
        relay.stop();
        try {
            leases.releaseAll();
        } catch (MongoException e) {
            log.info("The leases expire by themselves: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return sweeping.isRunning();
    }

    @Override
    public int getPhase() {
        return BEFORE_LISTENERS_AND_HTTP;
    }
}
