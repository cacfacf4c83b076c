package io.crmesh.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What each client address may still ask for, counted by each gateway for itself. Of an IPv6 address the first half
 * counts: whoever has one has all that begin like it.
 */
final class Shares {

    /** How many bytes of an IPv6 address name the network that somebody is given. */
    private static final int NETWORK = 8;

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
        return clients.get(network(proxies.client(request)));
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
