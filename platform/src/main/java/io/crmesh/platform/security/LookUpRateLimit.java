package io.crmesh.platform.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.crmesh.platform.Refusal.TooMany;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.http.HttpLimits;
import io.github.bucket4j.Bucket;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rate limiter for look-ups, per caller and process: enough for an agent at the telephone, too little to find out by
 * trying which numbers and addresses a person has.
 */
public final class LookUpRateLimit implements HandlerInterceptor {

    private static final int CALLERS = 10_000;

    private final LoadingCache<String, Bucket> shares;

    public LookUpRateLimit(HttpLimits limits) {
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
            take(shares.get(CallerAuthentication.caller().principal()));
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

    /** Whether the request looks a person up, and does not just list records. */
    public static boolean isOne(Object handler, HttpServletRequest request) {
        var lookUp = handler instanceof HandlerMethod method ? of(method) : null;
        return lookUp != null && Arrays.stream(lookUp.by()).anyMatch(name -> request.getParameter(name) != null);
    }

    private static @Nullable LookUp of(HandlerMethod method) {
        var here = method.getMethodAnnotation(LookUp.class);
        return here == null ? AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), LookUp.class) : here;
    }
}
