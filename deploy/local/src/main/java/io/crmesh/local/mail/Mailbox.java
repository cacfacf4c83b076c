package io.crmesh.local.mail;

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
 * All mails that came. There is one per Message-ID, unless the box is plain; lists are in memory, messages on the disk.
 * Whoever hands in a mail gets the answer when it survives a crash.
 */
final class Mailbox implements AutoCloseable {

    /** The answer to whoever handed in a mail. */
    record Receipt(long number, boolean repeated) {}

    /** Some of the mails that a list is about, and how many those are. */
    record Page(List<Mail> mails, long matching, long unread) {}

    private record Kept(Mail mail, MailLog.Place place) {

        Kept repeatedOnceMore() {
            return new Kept(mail.repeatedOnceMore(), place);
        }
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final ConcurrentNavigableMap<Long, Kept> mails = new ConcurrentSkipListMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Address, Address> senders = new HashMap<>(); // Most mails share one.
    private final Set<Long> opened = ConcurrentHashMap.newKeySet();
    private final boolean plain;
    private final Clock clock;
    private final FileChannel owner;
    private final MailLog log;
    private long next = 1;

    private Mailbox(Path dir, boolean plain, Clock clock) throws IOException {
        this.plain = plain;
        this.clock = clock;
        this.owner = own(dir);
        this.log = MailLog.open(dir.resolve("mails.log"), this::restore);
    }

    static Mailbox open(Path dir, boolean plain, Clock clock) {
        try {
            Files.createDirectories(dir);
            return new Mailbox(dir, plain, clock);
        } catch (IOException e) {
            throw new MailSinkUnavailable("The mail sink cannot use %s: %s".formatted(dir, e.getMessage()), e);
        }
    }

    Receipt accept(List<String> recipients, byte[] raw) throws IOException {
        var letter = LetterReader.read(raw);
        var received = clock.instant();
        MailLog.Place place;
        Receipt receipt;
        lock.writeLock().lock();
        try {
            var mail = Mail.of(next, letter, received, raw.length);
            var known = plain ? null : numbers.get(mail.messageId());
            receipt = known == null ? new Receipt(next, false) : new Receipt(known, true);
            LogEntry entry = known == null ? new LogEntry.Stored(mail, recipients, raw) : new LogEntry.Repeated(known);
            place = log.append(entry);
            restore(place, entry);
        } finally {
            lock.writeLock().unlock();
        }
        log.sync(place); // Outside the lock, so that senders share the wait. A repeat waits for the first as well.
        return receipt;
    }

    /** The mails that match, newest first. */
    Page list(Predicate<Mail> matching, int start, int limit) {
        var page = new ArrayList<Mail>();
        long matches = 0;
        long unread = 0;
        for (var kept : mails.descendingMap().values()) {
            var mail = kept.mail();
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

    long total() {
        return mails.size();
    }

    long unread() {
        return mails.size() - (long) opened.size();
    }

    boolean isUnread(Mail mail) {
        return !opened.contains(mail.number());
    }

    Optional<Mail> find(long number) {
        return Optional.ofNullable(mails.get(number)).map(Kept::mail);
    }

    /** The message as it came, with all its recipients. */
    Optional<LogEntry.Stored> open(long number) throws IOException {
        lock.readLock().lock();
        try {
            var kept = mails.get(number);
            if (kept == null || !(log.read(kept.place()) instanceof LogEntry.Stored stored)) {
                return Optional.empty();
            }
            return Optional.of(stored);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Remembers, until the next start, that someone has looked at it. */
    void markOpened(long number) {
        lock.readLock().lock();
        try {
            if (mails.containsKey(number)) {
                opened.add(number);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    void deleteAll() throws IOException {
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

    boolean isReady() {
        return log.isWritable();
    }

    @Override
    public void close() throws IOException {
        log.close();
        owner.close();
    }

    private void restore(MailLog.Place place, LogEntry entry) {
        switch (entry) {
            case LogEntry.Begun(var nextNumber) -> next = nextNumber;
            case LogEntry.Stored stored -> {
                var mail =
                        stored.mail().from(senders.computeIfAbsent(stored.mail().from(), sender -> sender));
                mails.put(mail.number(), new Kept(mail, place));
                if (!mail.messageId().isEmpty()) {
                    numbers.putIfAbsent(mail.messageId(), mail.number());
                }
                next = mail.number() + 1;
            }
            case LogEntry.Repeated(var number) -> mails.computeIfPresent(number, (_, kept) -> kept.repeatedOnceMore());
        }
    }

    private static FileChannel own(Path dir) throws IOException {
        var file = dir.resolve("mails.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ownedByThisProcess) {
            // Refused below, like a directory that another process owns.
        }
        channel.close();
        throw new MailSinkUnavailable("The mail sink cannot use %s: another one is using it.".formatted(dir));
    }
}
