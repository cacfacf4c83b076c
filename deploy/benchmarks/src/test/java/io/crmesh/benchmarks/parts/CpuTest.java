package io.crmesh.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.crmesh.benchmarks.parts.Cpu.Reading;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTest {

    @Test
    void cpuTimeOfNoMeasuredPartCountsAsForeign() {
        var before = new Reading(Map.of("broker", Duration.ofSeconds(5)), Duration.ofSeconds(1), 100, 0);
        var after = new Reading(
                Map.of("broker", Duration.ofSeconds(7)),
                Duration.ofSeconds(2),
                108,
                Duration.ofSeconds(10).toNanos());

        var usage = Cpu.between(before, after);

        assertThat(usage.foreign()).isEqualTo(0.5, within(1e-9));
        assertThat(usage.microsPer(1000, "broker")).isEqualTo(2000);
        assertThat(usage.generatorMicrosPer(1000)).isEqualTo(1000);
    }

    @Test
    void idleTimeIsNotUsage() {
        assertThat(Cpu.busy("cpu  100 20 30 4000 500 6 7 8 9 10")).isEqualTo(1.71, within(1e-9));
    }
}
