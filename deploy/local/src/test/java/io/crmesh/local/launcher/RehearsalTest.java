package io.crmesh.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.local.launcher.Part.Sign.Answers;
import io.crmesh.local.launcher.Part.Turn;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rehearsed never comes near what works. */
class RehearsalTest {

    private static final Map<String, String> AT_WORK = Map.of(
            "CRM_KAFKA", "127.0.0.1:9092",
            "CRM_MONGODB", "mongodb://127.0.0.1:27017/",
            "CRM_SMTP", "127.0.0.1:1025",
            "CRM_AUDIT_SPOOL", "/spool",
            "PORT", "8101");

    @TempDir
    private Path home;

    @Test
    void aServiceFindsOtherDataAndAnotherPort() throws Exception {
        var left =
                Files.createDirectories(home.resolve("data/rehearsal/broker")).resolve("left by one that was killed");
        Files.writeString(left, "");
        var service = new Part(
                "some-service",
                Turn.SERVICE,
                "http://127.0.0.1:8101",
                List.of("java"),
                AT_WORK,
                new Answers(URI.create("http://127.0.0.1:8101/actuator/health/readiness")),
                Optional.empty());
        try (var ports = Ports.ofThisUser()) {
            var rehearsal = Rehearsal.of(new Installation(home, home, Map.of()), ports, List.of(service));

            var rehearsed = rehearsal.services().getFirst();
            AT_WORK.forEach((name, value) ->
                    assertThat(rehearsed.environment().get(name)).isNotNull().isNotEqualTo(value));
            assertThat(rehearsed.sign())
                    .isEqualTo(new Answers(URI.create("http://127.0.0.1:%s/actuator/health/readiness"
                            .formatted(rehearsed.environment().get("PORT")))));
            assertThat(rehearsal.stage()).extracting(Part::name).containsExactly("broker", "database", "mail");
            assertThat(left).doesNotExist();
        }
    }
}
