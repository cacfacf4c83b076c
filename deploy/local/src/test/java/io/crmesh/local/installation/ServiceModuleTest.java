package io.crmesh.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceModuleTest {

    private static final String HEADER = "service,module,port,url,events,scopes\n";

    @TempDir
    private Path folder;

    @Test
    void rowsAreReadInOrderAndGatewayIsPublic() throws Exception {
        var services =
                ServiceModule.read(list(HEADER + "tickets,ticket-service,8104,CRM_TICKETS_URL,ticket,events:read\n"
                        + "gateway,gateway,8080,CRM_PUBLIC_URL,,\n"));

        assertThat(services)
                .containsExactly(
                        new ServiceModule("tickets", "ticket-service", 8104, "CRM_TICKETS_URL"),
                        new ServiceModule("gateway", "gateway", 8080, "CRM_PUBLIC_URL"));
        assertThat(services).extracting(ServiceModule::isPublic).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tickets,ticket-service,8104,CRM_TICKETS_URL\n", HEADER + "tickets,ticket-service\n"})
    void invalidListIsRefused(String content) throws Exception {
        var list = list(content);

        assertThatThrownBy(() -> ServiceModule.read(list))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("services.csv");
    }

    @Test
    void missingListIsRefused() {
        assertThatThrownBy(() -> ServiceModule.read(folder.resolve("services.csv")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("check out the repository again");
    }

    private Path list(String content) throws IOException {
        return Files.writeString(folder.resolve("services.csv"), content);
    }
}
