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
 * The audit trail of a service. Whoever records an entry waits for no database: it is in a file when {@link #record}
 * returns, and so survives the death of this process. One thread brings what is there to the chain. While the database
 * is away the file grows, up to a limit beyond which nothing may happen that would have to be recorded.
 */
public final class Trail implements AutoCloseable {

    /**
     * Where and how much.
     *
     * @param name the trail's own, which its head is signed for
     * @param spool a folder of this machine, which other processes of this service may share
     * @param limit how many bytes may wait for the database
     */
    public record Settings(String name, Path spool, long limit) {}

    private static final Logger log = System.getLogger(Trail.class.getName());

    /** So many entries share one move of the head, and it waits a little for them. */
    private static final int MOST = 500;

    private static final Duration GATHERING = Duration.ofMillis(200);
    private static final Duration SHORTEST_REST = Duration.ofMillis(200);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Refusals are recorded up to the limit; what must not happen unrecorded is refused a little before. */
    private static final long RESERVE = 1 << 20;

    private final Settings settings;
    private final Ledger ledger;
    private final HeadKeys keys;
    private final Spool spool;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition added = writing.newCondition();
    private final Condition closing = writing.newCondition();
    private final Thread thread = Thread.ofPlatform().name("audit").daemon().unstarted(this::work);
    private volatile boolean isClosing;
    private boolean isPrepared;

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

    /** Begins with what was left over. */
    public void start() {
        thread.start();
    }

    /** Records an entry; it is safe when this returns. A refusal is left out when the limit is reached. */
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

    /** Whether something may still happen that must be recorded. */
    public boolean hasRoom() {
        return waiting() < settings.limit() - RESERVE;
    }

    /** How many bytes wait for the database. */
    public long waiting() {
        return spool.unsent();
    }

    private void work() {
        var rest = Duration.ZERO;
        while (await(rest)) {
            try {
                if (!isPrepared) {
                    ledger.prepare();
                    isPrepared = true;
                }
                sendAll();
                rest = Duration.ZERO;
            } catch (IOException | RuntimeException | Error e) {
                rest = later(rest, e);
            }
        }
    }

    /** What nobody foresaw must not end the trail either: it is tried again, and said. */
    private static Duration later(Duration rest, Throwable trouble) {
        var level = trouble instanceof MongoException ? Level.INFO : Level.ERROR;
        log.log(level, "The audit trail waits: {0}", trouble.toString());
        var longer = rest.isZero() ? SHORTEST_REST : rest.multipliedBy(2);
        return longer.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : longer;
    }

    private void sendAll() throws IOException {
        var _ = ledger.settled();
        var next = spool.next();
        while (next.isPresent()) {
            send(next.get());
            next = spool.next();
        }
    }

    private void send(Segment segment) throws IOException {
        var head = ledger.settled();
        segment.intent().ifPresent(intent -> segment.settle(ledger.has(intent.sequence(), intent.hash())));
        var frames = segment.next(MOST);
        if (frames.isEmpty()) {
            var rest = segment.cutOff();
            if (rest > 0) {
                log.log(Level.WARNING, "The audit spool ended in the middle of an entry: {0} bytes", rest);
            }
            return;
        }
        var links = links(head, frames);
        var last = links.getLast();
        segment.intend(frames.getLast().next(), last.sequence(), last.hash());
        if (ledger.append(head, links, Head.signed(settings.name(), last, keys))) {
            segment.settle(true);
        }
    }

    private static List<Link> links(Head head, List<Frame> frames) {
        var links = new ArrayList<Link>();
        var sequence = head.sequence();
        var hash = head.hash();
        for (var frame : frames) {
            var entry = Entry.parse(frame.text())
                    .orElseThrow(() -> new IllegalStateException("The audit spool holds what is no entry"));
            var link = Link.after(++sequence, hash, entry);
            links.add(link);
            hash = link.hash();
        }
        return links;
    }

    /** Waits for something to do; then for more of it, or for trouble to pass. No, if it is time to end. */
    private boolean await(Duration rest) {
        writing.lock();
        try {
            while (!isClosing && rest.isZero() && isPrepared && waiting() == 0) {
                added.await();
            }
            var left = (rest.isZero() ? GATHERING : rest).toNanos();
            while (!isClosing && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !isClosing || (rest.isZero() && waiting() > 0);
        } catch (InterruptedException _) {
            return false;
        } finally {
            writing.unlock();
        }
    }

    /** Brings what is there to the chain, if that is quickly done; else it stays for the next process. */
    @Override
    public void close() {
        tellTheThread();
        try {
            if (thread.isAlive() && !thread.join(PATIENCE)) {
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

    private void tellTheThread() {
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
