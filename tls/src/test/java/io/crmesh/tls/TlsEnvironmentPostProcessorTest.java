package io.crmesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TlsEnvironmentPostProcessorTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void loopbackAddressWithoutTlsIsAccepted(String address) {
        var environment = environment(Map.of("server.address", address));

        assertThat(environment.getProperty("crm.scheme")).isEqualTo("http");
        assertThat(environment.containsProperty("server.ssl.bundle")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-host.invalid"})
    void networkAddressWithoutTlsIsRefused(String address) {
        assertThatThrownBy(() -> environment(Map.of("server.address", address)))
                .hasMessageContaining("server.address is " + address)
                .hasMessageContaining("CRM_TLS");
        assertThatThrownBy(() -> environment(Map.of(
                        "server.address",
                        "127.0.0.1",
                        "management.server.port",
                        "9000",
                        "management.server.address",
                        address)))
                .hasMessageContaining("management.server.address is " + address);
    }

    @Test
    void missingAddressIsTreatedAsNetworkAddress() {
        assertThatThrownBy(() -> environment(Map.of())).hasMessageContaining("beyond this machine");
        assertThatThrownBy(() -> environment(Map.of("server.address", "127.0.0.1", "management.server.port", "9000")))
                .hasMessageContaining("management.server.address is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyAddressIsTreatedAsNetworkAddress(String address) {
        assertThatThrownBy(() -> environment(Map.of("server.address", address)))
                .hasMessageContaining("server.address is empty, beyond this machine");
    }

    @Test
    void managementPortOnLoopbackAddressIsAccepted() {
        assertThatCode(() -> environment(Map.of(
                        "server.address",
                        "127.0.0.1",
                        "management.server.port",
                        "9000",
                        "management.server.address",
                        "127.0.0.1")))
                .doesNotThrowAnyException();
    }

    @Test
    void networkAddressWithAllowedPlaintextIsAccepted() {
        assertThatCode(() -> environment(Map.of("server.address", "0.0.0.0", "CRM_PLAINTEXT", "allowed")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> environment(Map.of("server.address", "0.0.0.0", "CRM_PLAINTEXT", "perhaps")))
                .hasMessageContaining("CRM_PLAINTEXT=allowed");
    }

    @Test
    void missingCertificateFilesAreNamed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("tls.crt"), "");

        assertThatThrownBy(() -> environment(Map.of("server.address", "127.0.0.1", "CRM_TLS", folder.toString())))
                .hasMessageContaining("ca.crt")
                .hasMessageContaining("tls.key")
                .hasMessageNotContaining("tls.crt");
    }

    private static StandardEnvironment environment(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new TlsEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
