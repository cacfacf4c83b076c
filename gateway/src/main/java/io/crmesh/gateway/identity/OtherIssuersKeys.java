package io.crmesh.gateway.identity;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which another issuer signs. They are fetched anew now and then, and when a token names one that is not
 * known, but never more often than every few seconds: tokens that name keys of their invention cost nobody anything. While
 * the issuer is away, those fetched last serve on.
 */
final class OtherIssuersKeys implements JWKSource<SecurityContext> {

    private static final long FRESH = Duration.ofMinutes(5).toNanos();
    private static final long PAUSE = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private record Fetched(
            @Nullable JWKSet keys,
            long at,
            long next,
            @Nullable IOException trouble) {}

    private final OtherIssuer issuer;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched last;

    OtherIssuersKeys(OtherIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws RemoteKeySourceException {
        var known = last;
        if (known == null || System.nanoTime() - known.at() > FRESH) {
            return select(selector, fetch());
        }
        var found = select(selector, known);
        return found.isEmpty() ? select(selector, fetch()) : found;
    }

    private static List<JWK> select(JWKSelector selector, Fetched fetched) throws RemoteKeySourceException {
        var keys = fetched.keys();
        if (keys == null) {
            throw new RemoteKeySourceException("The issuer's keys are not known", fetched.trouble());
        }
        var found = selector.select(keys);
        if (found.isEmpty() && fetched.trouble() != null) {
            throw new RemoteKeySourceException("The issuer cannot be asked for newer keys", fetched.trouble());
        }
        return found;
    }

    private Fetched fetch() {
        fetching.lock();
        try {
            var known = last;
            if (known != null && System.nanoTime() - known.next() < 0) {
                return known;
            }
            var fetched = fetched(known == null ? null : known.keys());
            last = fetched;
            return fetched;
        } finally {
            fetching.unlock();
        }
    }

    private Fetched fetched(@Nullable JWKSet known) {
        try {
            var keys = issuer.keys();
            var now = System.nanoTime();
            return new Fetched(keys, now, now + PAUSE, null);
        } catch (IOException e) {
            var now = System.nanoTime();
            return new Fetched(known, now, now + PAUSE_AFTER_FAILURE, e);
        }
    }
}
