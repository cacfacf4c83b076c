package io.crmesh.platform.seal;

import com.mongodb.MongoException;
import io.crmesh.platform.store.Keys;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the key file now and then; when another key is the newest there, it wraps what older ones wrapped again. */
final class KeyRotation implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final int BATCH = 200;

    private final KeyFile file;
    private final PersonKeys persons;
    private final Keys own;
    private final Duration pause;
    private volatile boolean running;
    private boolean prepared;
    private boolean told;
    private Thread thread = new Thread();

    KeyRotation(KeyFile file, PersonKeys persons, Keys own, Duration pause) {
        this.file = file;
        this.persons = persons;
        this.own = own;
        this.pause = pause;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("key-rotation").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                round();
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // We stop.
        }
    }

    private void round() {
        try {
            told &= !file.look();
            var count = wrapAgain();
            if (!told && running) {
                tell(count);
                told = true;
            }
        } catch (MongoException e) {
            log.warn("The database does not answer, keys are wrapped again later: {}", e.toString());
        } catch (IllegalStateException e) {
            if (running) {
                log.error("What was known of the keys stays in use: {}", e.getMessage());
            }
        }
    }

    /** In each round: a process that has not looked at the file yet may still wrap by an older one. */
    private int wrapAgain() {
        if (!prepared) {
            persons.prepareIndexes();
            prepared = true;
        }
        own.wrapAgain();
        var count = 0;
        for (var some = BATCH; some == BATCH && running; count += some) {
            some = persons.wrapAgain(BATCH);
        }
        return count;
    }

    private void tell(int count) {
        if (!file.older().isEmpty()) {
            log.info("All keys are wrapped by {}, {} of them anew: this process needs no other", file.newest(), count);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
