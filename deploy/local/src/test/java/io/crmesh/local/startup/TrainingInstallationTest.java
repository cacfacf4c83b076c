package io.crmesh.local.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.HttpProbe;
import io.crmesh.local.supervision.Part.ShutdownPhase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingInstallationTest {

    private static final Map<String, String> WORKING = Map.of(
            "CRM_KAFKA", "127.0.0.1:9092",
            "CRM_MONGODB", "mongodb://127.0.0.1:27017/",
            "CRM_SMTP", "127.0.0.1:1025",
            "CRM_AUDIT_SPOOL", "/spool",
            "PORT", "8101");

    @TempDir
    private Path home;

    @Test
    void trainedServiceUsesOtherDataAndOtherPort() throws Exception {
        var leftover =
                Files.createDirectories(home.resolve("data/training/broker")).resolve("left by one that was killed");
        Files.writeString(leftover, "");
        var service = new Part(
                "some-service",
                ShutdownPhase.SERVICE,
                "http://127.0.0.1:8101",
                List.of("java"),
                WORKING,
                new HttpProbe(URI.create("http://127.0.0.1:8101/actuator/health/readiness")),
                Optional.empty());
        try (var ports = Ports.ofThisUser()) {
            var training = TrainingInstallation.of(new Installation(home, home, Map.of()), ports, List.of(service));

            var trained = training.services().getFirst();
            WORKING.forEach((name, value) ->
                    assertThat(trained.environment().get(name)).isNotNull().isNotEqualTo(value));
            assertThat(trained.probe())
                    .isEqualTo(new HttpProbe(URI.create("http://127.0.0.1:%s/actuator/health/readiness"
                            .formatted(trained.environment().get("PORT")))));
            assertThat(training.infrastructure()).extracting(Part::name).containsExactly("broker", "database", "mail");
            assertThat(leftover).doesNotExist();
        }
    }
}
