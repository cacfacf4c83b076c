package io.crmesh.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Token buckets per client address, counted by each gateway instance for itself. An IPv6 address counts by its first
 * half, because a client usually has all addresses that begin with it.
 */
final class RateLimitBuckets {

    /** How many bytes of an IPv6 address name the network that is assigned to a client. */
    private static final int NETWORK = 8;

    private final LoadingCache<String, Bucket> buckets;
    private final TrustedProxies proxies;

    RateLimitBuckets(RateLimitSettings limits, TrustedProxies proxies) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(limits.clients())
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(_ -> bucket(limits));
        this.proxies = proxies;
    }

    private static Bucket bucket(RateLimitSettings limits) {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    Bucket of(HttpServletRequest request) {
        return buckets.get(network(proxies.client(request)));
    }

    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            return InetAddress.ofLiteral(address.replaceAll("^\\[|]$", "")) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK)
                    : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
