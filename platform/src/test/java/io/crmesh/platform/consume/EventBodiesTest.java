package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBodiesTest {

    enum Channel {
        MAIL,
        UNKNOWN
    }

    enum Currency {
        CNY
    }

    record Placed(
            String number,
            int lines,
            @Nullable Channel channel,
            @Nullable Currency currency) {}

    @Test
    void unknownFieldsAndEnumValuesAreIgnored() {
        var event = eventWith("{\"number\":\"O-1\",\"lines\":2,\"added\":{\"later\":[1]},\"channel\":\"TELEPATHY\"}");

        var placed = EventBodies.read(event, Placed.class);

        assertThat(placed).isEqualTo(new Placed("O-1", 2, Channel.UNKNOWN, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "",
                "{\"number\":\"O-1\"",
                "{\"number\":\"O-1\",\"lines\":\"secret\"}",
                "{\"number\":\"O-1\",\"lines\":\"2\"}",
                "{\"number\":\"O-1\",\"lines\":1.9}",
                "{\"number\":\"O-1\",\"lines\":1,\"lines\":2}",
                "{\"number\":\"O-1\",\"lines\":1,\"currency\":\"XXX\"}",
                "{\"number\":\"O-1\",\"lines\":1,\"currency\":0}",
                "{\"number\":\"O-1\",\"lines\":1} {}"
            })
    void malformedBodyIsUnreadableAndNotQuoted(String body) {
        assertThatThrownBy(() -> EventBodies.read(eventWith(body), Placed.class))
                .isInstanceOf(UnreadableBody.class)
                .hasMessageNotContainingAny("secret", "XXX");
    }

    private static RecordedEvent eventWith(String body) {
        var now = Instant.parse("2026-11-22T08:00:00Z");
        return new RecordedEvent(
                "ord_1:1",
                "order.placed",
                "/crm/orders",
                "ord_1",
                1,
                "cus_1",
                "cus_1",
                now,
                now,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                body.getBytes(UTF_8));
    }
}
