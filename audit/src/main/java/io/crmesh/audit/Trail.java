package io.crmesh.audit;

import com.mongodb.MongoException;
import io.crmesh.audit.Frames.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Audit trail of a service. {@link #record} writes an entry to a spool file, which survives a kill of this process,
 * and does not wait for the database. One thread appends the spooled entries to the chain. While the database is
 * unavailable the spool grows up to a limit, beyond which requests that must be recorded are refused.
 */
public final class Trail implements AutoCloseable {

    /**
     * Settings of a trail.
     *
     * @param name the name of the trail, which is part of the signature of its head
     * @param spool a local folder, which other processes of this service may share
     * @param limit the limit of bytes that wait for the database
     */
    public record Settings(String name, Path spool, long limit) {}

    private static final Logger log = System.getLogger(Trail.class.getName());

    /** The limit of entries that share one write of the head. */
    private static final int BATCH_SIZE = 500;

    private static final Duration BATCH_DELAY = Duration.ofMillis(200);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    /** Refused requests are recorded up to the limit; other requests are refused one MiB before it. */
    private static final long RESERVE = 1 << 20;

    private final Settings settings;
    private final Ledger ledger;
    private final HeadKeys keys;
    private final Spool spool;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition added = writing.newCondition();
    private final Condition closing = writing.newCondition();
    private final Thread thread = Thread.ofPlatform().name("audit").daemon().unstarted(this::run);
    private volatile boolean isClosing;
    private boolean hasIndexes;

    /** @throws IllegalStateException if the spool cannot be used */
    public Trail(Settings settings, Ledger ledger, HeadKeys keys) {
        this.settings = settings;
        this.ledger = ledger;
        this.keys = keys;
        try {
            this.spool = new Spool(settings.spool());
        } catch (IOException e) {
            throw new IllegalStateException("The audit spool %s cannot be used".formatted(settings.spool()), e);
        }
    }

    /** Starts the thread, which begins with the entries that earlier processes left. */
    public void start() {
        thread.start();
    }

    /** Records an entry, which survives a kill when this returns. A refusal is not recorded beyond the limit. */
    public void record(Entry entry) {
        if (entry.action() == Action.REFUSED && waiting() > settings.limit()) {
            return;
        }
        var frame = Frames.frame(entry.canonical());
        writing.lock();
        try {
            spool.add(frame);
            added.signal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /** Whether the spool has room for requests that must be recorded. */
    public boolean hasRoom() {
        return waiting() < settings.limit() - RESERVE;
    }

    /** The bytes that wait for the database. */
    public long waiting() {
        return spool.unsent();
    }

    private void run() {
        var backoff = Duration.ZERO;
        while (await(backoff)) {
            try {
                if (!hasIndexes) {
                    ledger.createIndexes();
                    hasIndexes = true;
                }
                sendAll();
                backoff = Duration.ZERO;
            } catch (IOException | RuntimeException | Error e) {
                backoff = nextBackoff(backoff, e);
            }
        }
    }

    /** An unexpected failure must not end the trail either, so it is logged and retried. */
    private static Duration nextBackoff(Duration backoff, Throwable failure) {
        var level = failure instanceof MongoException ? Level.INFO : Level.ERROR;
        log.log(level, "The audit trail cannot be written and is retried: {0}", failure.toString());
        var longer = backoff.isZero() ? FIRST_BACKOFF : backoff.multipliedBy(2);
        return longer.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : longer;
    }

    private void sendAll() throws IOException {
        var _ = ledger.completedHead();
        var next = spool.next();
        while (next.isPresent()) {
            send(next.get());
            next = spool.next();
        }
    }

    private void send(Segment segment) throws IOException {
        var head = ledger.completedHead();
        segment.intent().ifPresent(intent -> segment.resolveIntent(ledger.has(intent.sequence(), intent.hash())));
        var frames = segment.next(BATCH_SIZE);
        if (frames.isEmpty()) {
            var discarded = segment.discardPartialEntry();
            if (discarded > 0) {
                log.log(Level.WARNING, "The audit spool ended in the middle of an entry: {0} bytes", discarded);
            }
            return;
        }
        var links = links(head, frames);
        var last = links.getLast();
        segment.writeIntent(frames.getLast().next(), last.sequence(), last.hash());
        if (ledger.append(head, links, Head.signed(settings.name(), last, keys))) {
            segment.resolveIntent(true);
        }
    }

    private static List<Link> links(Head head, List<Frame> frames) {
        var links = new ArrayList<Link>();
        var sequence = head.sequence();
        var hash = head.hash();
        for (var frame : frames) {
            var entry = Entry.parse(frame.text())
                    .orElseThrow(() -> new IllegalStateException("The audit spool has an invalid entry"));
            var link = Link.after(++sequence, hash, entry);
            links.add(link);
            hash = link.hash();
        }
        return links;
    }

    /** Waits for entries and a full batch, or for the backoff after a failure; returns false if the thread must end. */
    private boolean await(Duration backoff) {
        writing.lock();
        try {
            while (!isClosing && backoff.isZero() && hasIndexes && waiting() == 0) {
                added.await();
            }
            var left = (backoff.isZero() ? BATCH_DELAY : backoff).toNanos();
            while (!isClosing && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !isClosing || (backoff.isZero() && waiting() > 0);
        } catch (InterruptedException _) {
            return false;
        } finally {
            writing.unlock();
        }
    }

    /** Appends the spooled entries within three seconds; the others stay for the next process. */
    @Override
    public void close() {
        signalThread();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                thread.interrupt();
                thread.join();
            }
            spool.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signalThread() {
        writing.lock();
        try {
            isClosing = true;
            added.signal();
            closing.signal();
        } finally {
            writing.unlock();
        }
    }
}
