package io.crmesh.customer.age;

import io.crmesh.customer.registry.CustomerService;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.lease.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Background worker that publishes, day by day, which customers reach another band of ages. The last day that is done is
 * stored, so that days on which no process ran are made up for. Several processes at once do the same work, to no harm.
 */
@Component
class AgeBandUpdates implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final CustomerService service;
    private final AgeBandProgress progress;
    private final Clock clock;
    private final BackgroundLoop loop;

    AgeBandUpdates(CustomerService service, AgeBandProgress progress, Clock clock) {
        this.service = service;
        this.progress = progress;
        this.clock = clock;
        this.loop = new BackgroundLoop("age-bands", () -> {}, this::round);
    }

    private Duration round() {
        try {
            catchUp(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            return PAUSE;
        } catch (Busy _) {
            return RETRY;
        }
    }

    /** Does all days up to this one that are not done; at the very first start there are none. */
    void catchUp(LocalDate today) {
        for (var day = progress.lastDay(today).plusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            service.growOlder(day);
            progress.done(day);
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
