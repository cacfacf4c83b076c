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
    private boolean due = true;
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
            due |= file.look();
            if (due) {
                wrapAgain();
                due = false;
            }
        } catch (MongoException e) {
            log.warn("The database does not answer, keys are wrapped again later: {}", e.toString());
        } catch (IllegalStateException e) {
            log.error("What was known of the keys stays in use: {}", e.getMessage());
        }
    }

    private void wrapAgain() {
        if (!prepared) {
            persons.prepareIndexes();
            prepared = true;
        }
        own.wrapAgain();
        var count = 0;
        for (var some = BATCH; some == BATCH && running; count += some) {
            some = persons.wrapAgain(BATCH);
        }
        if (!file.older().isEmpty() && running) {
            log.info(
                    "The key {} wraps all keys, {} of them anew: here the others are not needed any more",
                    file.newest(),
                    count);
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
