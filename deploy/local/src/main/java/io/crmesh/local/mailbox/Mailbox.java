package io.crmesh.local.mailbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/**
 * Repository of the received mails: one per Message-ID, unless the mailbox is plain. Lists are in memory and messages
 * on the disk. The sender gets its answer when the mail is durable.
 */
public final class Mailbox implements AutoCloseable {

    /** Result of a delivery. */
    public record Receipt(long number, boolean repeated) {}

    /** A page of the matching mails, with the number of all matching ones. */
    public record Page(List<Mail> mails, long matching, long unread) {}

    private record StoredMail(Mail mail, MailLog.Position position) {

        StoredMail withRepeat() {
            return new StoredMail(mail.withRepeat(), position);
        }
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final ConcurrentNavigableMap<Long, StoredMail> mails = new ConcurrentSkipListMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Address, Address> senders = new HashMap<>(); // Most mails share one object.
    private final Set<Long> opened = ConcurrentHashMap.newKeySet();
    private final boolean plain;
    private final Clock clock;
    private final FileChannel lockFile;
    private final MailLog log;
    private long next = 1;

    private Mailbox(Path dir, boolean plain, Clock clock) throws IOException {
        this.plain = plain;
        this.clock = clock;
        this.lockFile = lock(dir);
        this.log = MailLog.open(dir.resolve("mails.log"), this::restore);
    }

    public static Mailbox open(Path dir, boolean plain, Clock clock) {
        try {
            Files.createDirectories(dir);
            return new Mailbox(dir, plain, clock);
        } catch (IOException e) {
            throw new MailSinkUnavailable("The mail sink cannot use %s: %s".formatted(dir, e.getMessage()), e);
        }
    }

    public Receipt accept(List<String> recipients, byte[] raw) throws IOException {
        var content = MimeParser.parse(raw);
        var received = clock.instant();
        MailLog.Position position;
        Receipt receipt;
        lock.writeLock().lock();
        try {
            var mail = Mail.of(next, content, received, raw.length);
            var known = plain ? null : numbers.get(mail.messageId());
            receipt = known == null ? new Receipt(next, false) : new Receipt(known, true);
            LogEntry entry = known == null ? new LogEntry.Stored(mail, recipients, raw) : new LogEntry.Repeated(known);
            position = log.append(entry);
            restore(position, entry);
        } finally {
            lock.writeLock().unlock();
        }
        log.sync(position); // Outside the lock, so that senders share the write. A repeat waits for the first delivery,
        // too.
        return receipt;
    }

    /** The mails that match, newest first. */
    public Page list(Predicate<Mail> matching, int start, int limit) {
        var page = new ArrayList<Mail>();
        long matches = 0;
        long unread = 0;
        for (var stored : mails.descendingMap().values()) {
            var mail = stored.mail();
            if (matching.test(mail)) {
                if (matches >= start && page.size() < limit) {
                    page.add(mail);
                }
                matches++;
                unread += isUnread(mail) ? 1 : 0;
            }
        }
        return new Page(page, matches, unread);
    }

    public long total() {
        return mails.size();
    }

    public long unread() {
        return mails.size() - (long) opened.size();
    }

    public boolean isUnread(Mail mail) {
        return !opened.contains(mail.number());
    }

    public Optional<Mail> find(long number) {
        return Optional.ofNullable(mails.get(number)).map(StoredMail::mail);
    }

    /** The raw message with all its recipients. */
    public Optional<LogEntry.Stored> open(long number) throws IOException {
        lock.readLock().lock();
        try {
            var stored = mails.get(number);
            if (stored == null || !(log.read(stored.position()) instanceof LogEntry.Stored entry)) {
                return Optional.empty();
            }
            return Optional.of(entry);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Marks the mail as read, until the next start. */
    public void markOpened(long number) {
        lock.readLock().lock();
        try {
            if (mails.containsKey(number)) {
                opened.add(number);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    public void deleteAll() throws IOException {
        lock.writeLock().lock();
        try {
            log.clear(next);
            mails.clear();
            numbers.clear();
            senders.clear();
            opened.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }

    public boolean isReady() {
        return log.isWritable();
    }

    @Override
    public void close() throws IOException {
        log.close();
        lockFile.close();
    }

    private void restore(MailLog.Position position, LogEntry entry) {
        switch (entry) {
            case LogEntry.Begun(var nextNumber) -> next = nextNumber;
            case LogEntry.Stored stored -> {
                var mail =
                        stored.mail().from(senders.computeIfAbsent(stored.mail().from(), sender -> sender));
                mails.put(mail.number(), new StoredMail(mail, position));
                if (!mail.messageId().isEmpty()) {
                    numbers.putIfAbsent(mail.messageId(), mail.number());
                }
                next = mail.number() + 1;
            }
            case LogEntry.Repeated(var number) -> mails.computeIfPresent(number, (_, stored) -> stored.withRepeat());
        }
    }

    private static FileChannel lock(Path dir) throws IOException {
        var file = dir.resolve("mails.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException lockedByThisProcess) {
            // Refused below, like a directory that another process has locked.
        }
        channel.close();
        throw new MailSinkUnavailable("The mail sink cannot use %s: another one is using it.".formatted(dir));
    }
}
