package io.crmesh.gateway.identity;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes what must be there before anybody can come: indexes, and somebody who may let others in. Waits for the
 * database, and the gateway is not ready before.
 */
@Component("identity")
class FirstStart implements SmartLifecycle, HealthIndicator {

    static final String ADMINISTRATOR = "admin";
    static final String ADMINISTRATORS_ID = "usr_" + ADMINISTRATOR;

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Users users;
    private final Teams teams;
    private final AccessTokens tokens;
    private final boolean external;
    private volatile boolean done;
    private volatile Thread thread = new Thread();

    FirstStart(Users users, Teams teams, AccessTokens tokens, IdentitySettings settings) {
        this.users = users;
        this.teams = teams;
        this.tokens = tokens;
        this.external = settings.external();
        this.done = external;
    }

    @Override
    public void start() {
        if (!external) {
            thread = Thread.ofVirtual().name("first-start").start(this::prepareWhenPossible);
        }
    }

    private void prepareWhenPossible() {
        try {
            while (!prepared()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean prepared() {
        try {
            users.makeIndexes();
            teams.makeIndexes();
            tokens.makeIndexes();
            addAdministrator();
            done = true;
            return true;
        } catch (MongoException e) {
            log.info("Waiting for the database: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    /** Its id is always the same, so that of several gateways that start at once one makes it. */
    private void addAdministrator() {
        if (users.areThereAny()) {
            return;
        }
        var now = Clock.tickMillis(ZoneOffset.UTC).instant();
        var first = new User(
                ADMINISTRATORS_ID,
                ADMINISTRATOR,
                "Administrator",
                Set.of(Role.ADMIN),
                Set.of(),
                true,
                now,
                User.Password.NONE,
                null,
                1);
        if (users.add(first, new Act("SYSTEM:first-start", now))) {
            log.info("The first administrator was made: {}", ADMINISTRATOR);
        }
    }

    @Override
    public Health health() {
        return done ? Health.up().build() : Health.outOfService().build();
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
