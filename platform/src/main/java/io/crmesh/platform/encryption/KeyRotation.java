package io.crmesh.platform.encryption;

import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.BackgroundLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Key rotation: checks the key file periodically and wraps keys again by the newest key-encryption key. */
final class KeyRotation implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final int BATCH = 200;

    private final KeyFile file;
    private final PersonKeys persons;
    private final Keys own;
    private final BackgroundLoop loop;
    private boolean announced;

    KeyRotation(KeyFile file, PersonKeys persons, Keys own, Duration pause) {
        this.file = file;
        this.persons = persons;
        this.own = own;
        this.loop = new BackgroundLoop("key-rotation", persons::prepareIndexes, () -> {
            round();
            return pause;
        });
    }

    @Override
    public void start() {
        loop.start();
    }

    private void round() {
        try {
            announced &= !file.look();
            var count = rewrap();
            if (!announced && loop.isRunning()) {
                announce(count);
                announced = true;
            }
        } catch (IllegalStateException e) {
            if (loop.isRunning()) {
                log.error("The known keys stay in use: {}", e.getMessage());
            }
        }
    }

    /** Runs in each round, because a process that has not read the file yet may still wrap by an older key. */
    private int rewrap() {
        own.rewrap();
        var count = 0;
        for (var some = BATCH; some == BATCH && loop.isRunning(); count += some) {
            some = persons.rewrap(BATCH);
        }
        return count;
    }

    private void announce(int count) {
        if (!file.older().isEmpty()) {
            log.info("All keys are wrapped by {}, {} of them anew: this process needs no other", file.newest(), count);
        }
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
