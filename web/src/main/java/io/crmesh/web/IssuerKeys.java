package io.crmesh.web;

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
 * Cache of the signing keys of an issuer. They are fetched again every five minutes, and when a token names an unknown key,
 * but at most every five seconds: tokens that name invented keys cause no load. While the issuer is unavailable, the
 * last fetched keys stay in use.
 *
 * <p>Nimbus' own sources are not used, because they answer an unknown key within the pause with an error, not with no
 * key: an invented key would then count as a failure of the issuer.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final long REFRESHED_AFTER = Duration.ofMinutes(5).toNanos();
    private static final long RETRY_AFTER = Duration.ofSeconds(5).toNanos();
    private static final long RETRY_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private record Fetched(
            @Nullable JWKSet keys,
            long at,
            long next,
            @Nullable IOException failure) {}

    private final Issuer issuer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Fetched last;

    public IssuerKeys(Issuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws RemoteKeySourceException {
        var known = last;
        if (known == null || System.nanoTime() - known.at() > REFRESHED_AFTER) {
            return select(selector, fetch());
        }
        var found = select(selector, known);
        return found.isEmpty() ? select(selector, fetch()) : found;
    }

    private static List<JWK> select(JWKSelector selector, Fetched fetched) throws RemoteKeySourceException {
        var keys = fetched.keys();
        if (keys == null) {
            throw new RemoteKeySourceException("The issuer's keys are not known", fetched.failure());
        }
        var found = selector.select(keys);
        if (found.isEmpty() && fetched.failure() != null) {
            throw new RemoteKeySourceException("The issuer cannot be asked for newer keys", fetched.failure());
        }
        return found;
    }

    private Fetched fetch() {
        lock.lock();
        try {
            var known = last;
            if (known != null && System.nanoTime() - known.next() < 0) {
                return known;
            }
            var fetched = fetched(known == null ? null : known.keys());
            last = fetched;
            return fetched;
        } finally {
            lock.unlock();
        }
    }

    private Fetched fetched(@Nullable JWKSet known) {
        try {
            var keys = issuer.keys();
            var now = System.nanoTime();
            return new Fetched(keys, now, now + RETRY_AFTER, null);
        } catch (IOException | IllegalArgumentException e) {
            var now = System.nanoTime();
            var failure = e instanceof IOException io ? io : new IOException(e);
            return new Fetched(known, now, now + RETRY_AFTER_FAILURE, failure);
        }
    }
}
