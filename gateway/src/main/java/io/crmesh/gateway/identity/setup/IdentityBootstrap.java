package io.crmesh.gateway.identity.setup;

import com.mongodb.MongoException;
import io.crmesh.gateway.identity.IdentitySettings;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.user.ChangeStamp;
import io.crmesh.gateway.identity.user.User;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.web.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lifecycle component that creates the indexes and the first administrator. It waits for the database, and the gateway
 * is not ready before.
 */
@Component("identity")
class IdentityBootstrap implements SmartLifecycle, HealthIndicator {

    static final String ADMINISTRATOR = "admin";
    private static final Logger log = LoggerFactory.getLogger(IdentityBootstrap.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Users users;
    private final List<IndexedRepository> repositories;
    private final boolean external;
    private volatile boolean ready;
    private volatile Thread thread = new Thread();

    IdentityBootstrap(Users users, List<IndexedRepository> repositories, IdentitySettings settings) {
        this.users = users;
        this.repositories = List.copyOf(repositories);
        this.external = settings.external();
        this.ready = external;
    }

    @Override
    public void start() {
        if (!external) {
            thread = Thread.ofVirtual().name("identity-bootstrap").start(this::prepareUntilDone);
        }
    }

    private void prepareUntilDone() {
        try {
            while (!prepared()) {
                Thread.sleep(RETRY_AFTER);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean prepared() {
        try {
            repositories.forEach(IndexedRepository::createIndexes);
            addAdministrator();
            ready = true;
            return true;
        } catch (MongoException e) {
            log.info("Waiting for the database: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    /** Its id is constant, so that only one of several gateways that start at once creates it. */
    private void addAdministrator() {
        if (users.exist()) {
            return;
        }
        var now = Clock.tickMillis(ZoneOffset.UTC).instant();
        var permissions = new User.Permissions(Set.of(Role.ADMIN), Set.of(), true);
        var first = User.create(RecordIds.ADMINISTRATOR, ADMINISTRATOR, "Administrator", permissions, now);
        if (users.add(first, new ChangeStamp("SYSTEM:first-start", now))) {
            log.info("Created the first administrator: {}", ADMINISTRATOR);
        }
    }

    @Override
    public Health health() {
        return ready ? Health.up().build() : Health.outOfService().build();
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
