package io.crmesh.platform.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.crmesh.platform.Refusal.TooMany;
import io.github.bucket4j.Bucket;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives each caller a share of look-ups, counted by each process for itself: enough for whoever answers the telephone, too
 * little to find out by trying which numbers and addresses somebody has.
 */
final class LookUps implements HandlerInterceptor {

    private static final int CALLERS = 10_000;

    private final LoadingCache<String, Bucket> shares;

    LookUps(HttpLimits limits) {
        this.shares = Caffeine.newBuilder().maximumSize(CALLERS).build(_ -> share(limits));
    }

    private static Bucket share(HttpLimits limits) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(limits.lookUpsAtOnce())
                        .refillGreedy(limits.lookUpsPerMinute(), Duration.ofMinutes(1)))
                .build();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && isOne(handler, request)) {
            take(shares.get(SignedIn.caller().principal()));
        }
        return true;
    }

    private static void take(Bucket share) {
        var taken = share.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw new TooMany(
                    "So many cannot be looked up one after the other",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
    }

    /** Whether somebody is looked up, and not just listed. */
    static boolean isOne(Object handler, HttpServletRequest request) {
        var lookUp = handler instanceof HandlerMethod method ? method.getMethodAnnotation(LookUp.class) : null;
        return lookUp != null && Arrays.stream(lookUp.by()).anyMatch(name -> request.getParameter(name) != null);
    }
}
