package io.crmesh.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** What each client address may still ask for, counted by each gateway for itself. */
final class Shares {

    private final LoadingCache<String, Bucket> clients;
    private final Proxies proxies;

    Shares(Limits limits, Proxies proxies) {
        this.clients = Caffeine.newBuilder()
                .maximumSize(limits.clients())
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(_ -> bucket(limits));
        this.proxies = proxies;
    }

    private static Bucket bucket(Limits limits) {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    Bucket of(HttpServletRequest request) {
        return clients.get(proxies.client(request));
    }
}
