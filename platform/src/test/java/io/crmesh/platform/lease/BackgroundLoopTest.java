package io.crmesh.platform.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private final AtomicInteger preparations = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void roundsRepeatWithTheirPausesUntilStopped() {
        var loop = new BackgroundLoop("loop", preparations::incrementAndGet, () -> {
            rounds.incrementAndGet();
            return Duration.ofMillis(1);
        });

        loop.start();
        await().until(() -> rounds.get() > 3);
        loop.stop();

        var after = rounds.get();
        await().during(Duration.ofMillis(50)).until(() -> rounds.get() == after);
        assertThat(preparations).hasValue(1);
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void preparationIsRepeatedWhileTheDatabaseIsAway() {
        var loop = new BackgroundLoop("loop", this::failOnce, () -> {
            rounds.incrementAndGet();
            return Duration.ofMinutes(1);
        });

        loop.start();

        await().until(() -> rounds.get() == 1);
        assertThat(preparations).hasValue(2);
        loop.stop();
    }

    private void failOnce() {
        if (preparations.incrementAndGet() == 1) {
            throw new MongoTimeoutException("away");
        }
    }
}
