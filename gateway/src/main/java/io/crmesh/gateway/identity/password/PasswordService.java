package io.crmesh.gateway.identity.password;

import io.crmesh.gateway.identity.Secrets;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.identity.user.User;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.gateway.problem.TemporarilyUnavailable;
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

/** Application service: it checks and changes passwords. A check takes the same time whether the user exists or not. */
@Service
public class PasswordService {

    /** The result of checking a username and a password. */
    public sealed interface CheckResult {

        /** The password of this user is correct. */
        record Correct(String user) implements CheckResult {}

        /** The temporary password of this user is correct, and they have to choose another one now. */
        record Temporary(String user) implements CheckResult {}

        /** The user does not exist, may not sign in, or has another or an expired password. */
        record Wrong() implements CheckResult {}

        /** There were too many attempts with this username. */
        record TooManyAttempts() implements CheckResult {}
    }

    /** Why a password is refused. */
    public enum PasswordFault {
        SHORT,
        LONG,
        PLAIN,
        NAME,
        /** It is the current password, which an administrator may have given. */
        SAME
    }

    /** Too many users are signing in at this moment. */
    public static final class Busy extends TemporarilyUnavailable {
        private Busy() {
            super("Too many passwords are being checked");
        }
    }

    /** A temporary password. */
    record TemporaryPassword(String password, Instant endsAt) {}

    public static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 200;
    private static final int MIN_DISTINCT = 5;

    /** A shorter name may occur in any password by chance. */
    private static final int MIN_NAME_LENGTH = 4;

    private static final Duration TEMPORARY_FOR = Duration.ofDays(7);

    /** Each hash takes 7 MiB while it is computed. */
    private static final int CONCURRENT_HASHES = 2;

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Users users;
    private final Passwords passwords;
    private final SignInAttempts attempts;
    private final AccessLog accessLog;
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    private final Semaphore permits = new Semaphore(CONCURRENT_HASHES, true);

    private final Supplier<String> hashOfNoUser = SingletonSupplier.of(PasswordService::randomHash);

    PasswordService(Users users, Passwords passwords, SignInAttempts attempts, AccessLog accessLog) {
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.accessLog = accessLog;
    }

    private static String randomHash() {
        return Argon2Hash.of(Secrets.fresh());
    }

    public CheckResult check(String username, String password) {
        return withPermit(() -> checked(username, password, clock.instant()));
    }

    private CheckResult checked(String username, String password, Instant now) {
        var user = users.withUsername(username.strip().toLowerCase(Locale.ROOT));
        var result = attempts.begin(username, now)
                ? checked(user.filter(User::active), password, now)
                : new CheckResult.TooManyAttempts();
        switch (result) {
            case CheckResult.Correct _, CheckResult.Temporary _ -> attempts.succeeded(username, now);
            case CheckResult.Wrong _, CheckResult.TooManyAttempts _ ->
                accessLog.signInFailed(user.map(User::id).orElse(null));
        }
        return result;
    }

    private CheckResult checked(Optional<User> user, String password, Instant now) {
        var stored = user.flatMap(each -> passwords.of(each.id())).filter(each -> !each.isExpiredAt(now));
        if (!matches(password, stored)) {
            return new CheckResult.Wrong();
        }
        var id = user.orElseThrow().id();
        renewHash(id, password, stored.orElseThrow());
        return stored.orElseThrow().isTemporary() ? new CheckResult.Temporary(id) : new CheckResult.Correct(id);
    }

    /** An outdated hash would take another time to check than the hash for unknown users. */
    private void renewHash(String user, String password, Passwords.StoredPassword stored) {
        if (!Argon2Hash.isUpToDate(stored.hash())) {
            passwords.renewHash(user, stored.hash(), Argon2Hash.of(password));
        }
    }

    private boolean matches(String password, Optional<Passwords.StoredPassword> stored) {
        var hash = stored.map(Passwords.StoredPassword::hash).orElseGet(hashOfNoUser);
        return password.length() <= MAX_LENGTH && Argon2Hash.matches(password, hash) && stored.isPresent();
    }

    /** Checks the password of a signed-in user, counted like a sign-in. */
    public CheckResult checkSignedIn(String user, String password) {
        return users.find(user).map(each -> check(each.username(), password)).orElseGet(CheckResult.Wrong::new);
    }

    /** Whether a user still has only the temporary password with which they signed in then. */
    public boolean hasToChoose(String user, Instant since) {
        return users.find(user)
                .filter(each -> each.isSignedInSince(since))
                .filter(each -> each.password() == User.Password.TEMPORARY)
                .isPresent();
    }

    /** Changes a password, if it is acceptable. All sessions of this user end. */
    public Optional<PasswordFault> choose(String user, String password) {
        var username =
                users.find(user).orElseThrow(() -> Refusal.notFound("user")).username();
        var fault = fault(password, username)
                .or(() -> has(user, password) ? Optional.of(PasswordFault.SAME) : Optional.empty());
        if (fault.isEmpty()) {
            var hash = withPermit(() -> Argon2Hash.of(password));
            passwords.replace(user, new Passwords.StoredPassword(hash, null), clock.instant());
            accessLog.passwordChosen(user);
        }
        return fault;
    }

    private boolean has(String user, String password) {
        var stored = passwords.of(user);
        return stored.isPresent() && withPermit(() -> matches(password, stored));
    }

    private static Optional<PasswordFault> fault(String password, String username) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            return Optional.of(PasswordFault.SHORT);
        }
        if (password.length() > MAX_LENGTH) {
            return Optional.of(PasswordFault.LONG);
        }
        if (password.chars().distinct().count() < MIN_DISTINCT) {
            return Optional.of(PasswordFault.PLAIN);
        }
        var plain = password.toLowerCase(Locale.ROOT);
        var containsName = username.length() >= MIN_NAME_LENGTH && plain.contains(username);
        return containsName || plain.contains("crmesh") ? Optional.of(PasswordFault.NAME) : Optional.empty();
    }

    /** Gives a user a temporary password. */
    TemporaryPassword giveTemporary(String user) {
        var password = Secrets.fresh().substring(0, 16);
        var hash = withPermit(() -> Argon2Hash.of(password));
        var now = clock.instant();
        var temporary = new TemporaryPassword(password, now.plus(TEMPORARY_FOR));
        passwords.replace(user, new Passwords.StoredPassword(hash, temporary.endsAt()), now);
        return temporary;
    }

    private <T> T withPermit(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
