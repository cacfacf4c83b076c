package io.crmesh.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.flow.ServiceFlow.Group;
import io.crmesh.gateway.flow.ServiceFlow.Pending;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemFlowTest {

    @Test
    void systemIsNotQuietIfEventsWerePublishedBetweenTwoRounds() {
        var first = look(7);

        assertThat(look(7).since(first).quiet()).isTrue();
        assertThat(look(8).since(first).quiet()).isFalse();
    }

    @Test
    void systemWithPendingEventsIsNotQuiet() {
        var busy = new ServiceFlow(new Pending(1, Instant.EPOCH), List.of(group(7)), false);

        assertThat(flow(busy).since(look(7)).quiet()).isFalse();
    }

    private static SystemFlow look(long ends) {
        return flow(new ServiceFlow(new Pending(0, null), List.of(group(ends)), true));
    }

    private static Group group(long ends) {
        return new Group("marketing.profiles", 0L, ends, 0L, 0L, 12L, List.of());
    }

    private static SystemFlow flow(ServiceFlow service) {
        return SystemFlow.of(List.of(SystemFlow.Part.of("marketing", service, Instant.EPOCH)));
    }
}
