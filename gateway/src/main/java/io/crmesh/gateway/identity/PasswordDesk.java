package io.crmesh.gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.util.function.SingletonSupplier;

/** Checks passwords, and changes them. What takes long here is meant to: it takes as long whoever is asked for. */
@Service
public class PasswordDesk {

    /** What became of a name and a password. */
    public sealed interface Answer {

        /** This user knows their password. */
        record Right(String user) implements Answer {}

        /** This user knows the password that somebody gave them, and has to choose one now. */
        record Temporary(String user) implements Answer {}

        /** There is nobody of this name, or it is another password, or it is over, or they may not sign in any more. */
        record Wrong() implements Answer {}

        /** There were too many tries by this name. */
        record TooOften() implements Answer {}
    }

    /** Why a password cannot be chosen. */
    public enum Unfit {
        SHORT,
        LONG,
        PLAIN,
        NAME,
        /** It is the one they have, which somebody else may have given them. */
        SAME
    }

    /** Too many are signing in at this moment. */
    public static final class Busy extends RuntimeException {
        private Busy() {
            super("Passwords are being checked", null, false, false);
        }
    }

    /** A password that was given to somebody. */
    record Given(String password, Instant endsAt) {}

    public static final int SHORTEST = 12;
    static final int LONGEST = 200;
    private static final int FEWEST_DIFFERENT = 5;

    /** A name of two letters may stand in any password by chance. */
    private static final int SHORTEST_TELLING = 4;

    private static final Duration GIVEN_FOR = Duration.ofDays(7);

    /** Each takes 7 MiB for as long as it is worked on. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Users users;
    private final Passwords passwords;
    private final Tries tries;
    private final Audit audit;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    private final Supplier<String> nobodys = SingletonSupplier.of(PasswordDesk::ofNobody);

    PasswordDesk(Users users, Passwords passwords, Tries tries, Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.tries = tries;
        this.audit = audit;
    }

    private static String ofNobody() {
        return SlowHash.of(Secrets.fresh());
    }

    public Answer check(String username, String password) {
        return slowly(() -> checked(username, password, clock.instant()));
    }

    private Answer checked(String username, String password, Instant now) {
        var user = users.named(username.strip().toLowerCase(Locale.ROOT));
        var answer =
                tries.begin(username, now) ? checked(user.filter(User::active), password, now) : new Answer.TooOften();
        switch (answer) {
            case Answer.Right _, Answer.Temporary _ -> tries.succeeded(username, now);
            case Answer.Wrong _, Answer.TooOften _ ->
                audit.failed(user.map(User::id).orElse(null));
        }
        return answer;
    }

    private Answer checked(Optional<User> user, String password, Instant now) {
        var kept = user.flatMap(each -> passwords.of(each.id())).filter(each -> !each.isOverAt(now));
        if (!matches(password, kept)) {
            return new Answer.Wrong();
        }
        var id = user.orElseThrow().id();
        renewHash(id, password, kept.orElseThrow());
        return kept.orElseThrow().isTemporary() ? new Answer.Temporary(id) : new Answer.Right(id);
    }

    /** Otherwise it would take another time than for whoever is not there. */
    private void renewHash(String user, String password, Passwords.Kept kept) {
        if (!SlowHash.isUpToDate(kept.hash())) {
            passwords.renewHash(user, kept.hash(), SlowHash.of(password));
        }
    }

    private boolean matches(String password, Optional<Passwords.Kept> kept) {
        var hash = kept.map(Passwords.Kept::hash).orElseGet(nobodys);
        return password.length() <= LONGEST && SlowHash.matches(password, hash) && kept.isPresent();
    }

    /** Whether somebody who is signed in knows their own password; counted like signing in. */
    public Answer checkAgain(String user, String password) {
        return users.find(user).map(each -> check(each.username(), password)).orElseGet(Answer.Wrong::new);
    }

    /** Whether somebody still has only the password that they were given, and showed then. */
    public boolean hasToChoose(String user, Instant since) {
        return users.find(user)
                .filter(each -> each.isSignedInSince(since))
                .filter(each -> each.password() == User.Password.TEMPORARY)
                .isPresent();
    }

    /** Changes a password, if it may be chosen. Whoever is signed in as this user is so no more. */
    public Optional<Unfit> choose(String user, String password) {
        var username =
                users.find(user).orElseThrow(() -> Refused.notFound("user")).username();
        var unfit =
                unfit(password, username).or(() -> has(user, password) ? Optional.of(Unfit.SAME) : Optional.empty());
        if (unfit.isEmpty()) {
            var hash = slowly(() -> SlowHash.of(password));
            passwords.replace(user, new Passwords.Kept(hash, null), clock.instant());
            audit.chose(user);
        }
        return unfit;
    }

    private boolean has(String user, String password) {
        var kept = passwords.of(user);
        return kept.isPresent() && slowly(() -> matches(password, kept));
    }

    private static Optional<Unfit> unfit(String password, String username) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Unfit.SHORT);
        }
        if (password.length() > LONGEST) {
            return Optional.of(Unfit.LONG);
        }
        if (password.chars().distinct().count() < FEWEST_DIFFERENT) {
            return Optional.of(Unfit.PLAIN);
        }
        var plain = password.toLowerCase(Locale.ROOT);
        var named = username.length() >= SHORTEST_TELLING && plain.contains(username);
        return named || plain.contains("crmesh") ? Optional.of(Unfit.NAME) : Optional.empty();
    }

    /** Gives somebody a password for the first time they sign in. */
    Given give(String user) {
        var password = Secrets.fresh().substring(0, 16);
        var hash = slowly(() -> SlowHash.of(password));
        var now = clock.instant();
        var given = new Given(password, now.plus(GIVEN_FOR));
        passwords.replace(user, new Passwords.Kept(hash, given.endsAt()), now);
        return given;
    }

    private <T> T slowly(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
