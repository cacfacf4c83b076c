package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every record can be read as of any instant, also while its events move from the document into history. */
class AsOfTest {

    static final AccessScope ALL = new AccessScope.All();
    static final int READS = 200_000;

    final String name = ServiceProcess.anyName();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @Test
    void recordIsReadAsItStoodAtEachInstant() {
        try (var process = ServiceProcess.in(name).idle()) {
            var id = process.open("a");
            var balances = new TreeMap<Instant, Long>();
            for (int i = 1; i <= 30; i++) {
                process.move(id, i);
                var recordedAt = process.wallets
                        .history(id, 0, 1, ALL)
                        .getFirst()
                        .event()
                        .recordedAt();
                balances.put(recordedAt, process.wallets.get(id, ALL).state().balance());
                if (i == 15) {
                    process.sweepUntilSettled();
                }
            }

            balances.forEach((instant, balance) -> assertThat(process.wallets
                            .get(id, Past.knownAt(instant), ALL)
                            .state()
                            .balance())
                    .isEqualTo(balance));
            assertThatThrownBy(() -> process.wallets.get(id, Past.knownAt(Instant.EPOCH), ALL))
                    .isInstanceOf(NotFound.class);
            assertThat(process.wallets
                            .get(id, Past.knownAt(ServiceProcess.now().plusSeconds(60)), ALL)
                            .version())
                    .isEqualTo(31);
        }
    }

    @Test
    void asOfReadDuringTrimmingSeesTheNewestEvent() throws Exception {
        try (var process = ServiceProcess.in(name).start();
                var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var id = process.open("a");
            var written = new AtomicBoolean();
            var acknowledged = new AtomicLong(1);
            var stale = new LongAdder();
            var reads = new LongAdder();
            var reading = new ArrayList<Future<?>>();
            for (int reader = 0; reader < 8; reader++) {
                reading.add(readers.submit(() -> {
                    try {
                        while (reads.sum() < READS) {
                            var atLeast = acknowledged.get();
                            var seen = process.wallets
                                    .get(id, Past.knownAt(Instant.MAX.minusSeconds(1)), ALL)
                                    .version();
                            if (seen < atLeast) {
                                stale.increment();
                            }
                            reads.increment();
                        }
                    } finally {
                        written.set(true);
                    }
                }));
            }

            while (!written.get()) {
                process.move(id, 1);
                acknowledged.incrementAndGet();
            }
            for (var reader : reading) {
                assertThat(reader).succeedsWithin(Duration.ofMinutes(2));
            }

            assertThat(reads.sum()).isGreaterThanOrEqualTo(READS);
            assertThat(stale.sum()).isZero();
        }
    }
}
