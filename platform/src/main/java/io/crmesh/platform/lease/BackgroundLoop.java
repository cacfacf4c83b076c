package io.crmesh.platform.lease;

import com.mongodb.MongoException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Background loop of a service on a virtual thread: runs rounds of work, each of which chooses the pause after it. A
 * preparation, such as creating indexes, comes before the first round. While the database does not answer, the loop logs
 * that and retries every second.
 */
public final class BackgroundLoop {

    /** The work of the loop. */
    public interface Round {

        /** Does one round of the work and returns the pause before the next. */
        Duration run();
    }

    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    private final String name;
    private final Runnable preparation;
    private final Round round;
    private Thread thread = new Thread();
    private boolean prepared;
    private volatile boolean running;

    public BackgroundLoop(String name, Runnable preparation, Round round) {
        this.name = name;
        this.preparation = preparation;
        this.round = round;
    }

    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::work);
    }

    private void work() {
        try {
            while (running) {
                Thread.sleep(next());
            }
        } catch (InterruptedException _) {
            // stopped
        }
    }

    private Duration next() {
        try {
            if (!prepared) {
                preparation.run();
                prepared = true;
            }
            return round.run();
        } catch (MongoException e) {
            if (running) {
                log.warn("The database does not answer {}, which keeps trying: {}", name, e.toString());
            }
            return RETRY;
        }
    }

    /** Interrupts the present round and waits for its end, for 2 seconds at most. */
    public void stop() {
        running = false;
        thread.interrupt();
        if (thread.isAlive()) {
            try {
                var _ = thread.join(LONGEST_STOP);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public boolean isRunning() {
        return running;
    }
}
