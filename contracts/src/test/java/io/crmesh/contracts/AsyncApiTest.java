package io.crmesh.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private final Contracts contracts = Contracts.at(ContractsFolder.here().resolve("events"));

    @Test
    void storedDocumentMatchesContracts() {
        GeneratedFile.at(ContractsFolder.here().resolve("asyncapi.json")).check(AsyncApi.of(contracts));
    }

    @Test
    void everyEventIsMessageOfOwnersTopicWithFile() {
        var document = AsyncApi.of(contracts);

        assertThat(contracts.types()).allSatisfy(type -> {
            var owner = Owner.of(type);
            var channel = document.path("channels").path(owner.plural());
            assertThat(channel.path("address").asString()).isEqualTo(owner.topic());
            assertThat(channel.path("messages").has(type)).isTrue();
            var file = document.path("components")
                    .path("messages")
                    .path(type)
                    .at("/payload/schema/$ref")
                    .asString();
            assertThat(Files.exists(ContractsFolder.here().resolve(file)))
                    .as(file)
                    .isTrue();
        });
    }

    @Test
    void secondVersionRefersToItsOwnFile() {
        var second = Contracts.of(Map.of(
                "order.paid.v2",
                Json.MAPPER.createObjectNode().put("title", "Order paid").put("description", "The order is paid.")));

        assertThat(AsyncApi.of(second).toString())
                .contains("./events/order.paid.v2.json")
                .doesNotContain("v2.v1");
    }

    @Test
    void eventWithoutOwnerIsRefused() {
        var stray = Contracts.of(
                Map.of("weather.changed", Json.MAPPER.createObjectNode().put("title", "Weather changed")));

        assertThatThrownBy(() -> AsyncApi.of(stray)).hasMessageContaining("weather.changed belongs to no service");
    }

    @Test
    void everyTypeHasExactlyOneOwner() {
        assertThat(contracts.types())
                .allSatisfy(type -> assertThat(Owner.all())
                        .filteredOn(owner -> owner.owns(type))
                        .as(type)
                        .hasSize(1));
    }
}
