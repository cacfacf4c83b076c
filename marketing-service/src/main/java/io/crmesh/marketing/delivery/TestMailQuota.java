package io.crmesh.marketing.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.platform.Refusal.TooMany;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Rate limiter for test mails, per person and process: enough to try a text out, too little to write to people without their
 * consent. Tokens do not say which address is the caller's own, so any address is allowed.
 */
@Component
class TestMailQuota {

    private static final int CALLERS = 10_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private final LoadingCache<String, Bucket> quotas;

    TestMailQuota(MailSettings settings) {
        this.quotas = Caffeine.newBuilder().maximumSize(CALLERS).build(_ -> quota(settings.testMailsPerHour()));
    }

    private static Bucket quota(int perHour) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perHour).refillGreedy(perHour, HOUR))
                .build();
    }

    void take(String caller) {
        var taken = quotas.get(caller).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw new TooMany(
                    "You have sent as many test mails as are allowed in an hour",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
    }
}
