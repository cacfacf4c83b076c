package io.crmesh.local.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {

    @TempDir
    Path empty;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example:8080",
                "http://192.0.2.7:8080",
                "http://localhost.thief.example",
                "http://127.0.0.1.thief.example",
                "elsewhere.example"
            })
    void secretIsNotSentToOtherMachineWithoutTls(String gateway) {
        var operator = new Operator(URI.create(gateway), empty);

        assertThatThrownBy(() -> operator.signIn("users:write"))
                .isInstanceOf(Operator.RequestFailed.class)
                .hasMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost", "https://crm.example.org"})
    void secretIsReadForThisMachineOrTls(String gateway) {
        var operator = new Operator(URI.create(gateway), empty);

        assertThatThrownBy(() -> operator.signIn("users:write")).hasMessageContaining("cannot be read");
    }
}
