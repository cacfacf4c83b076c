package io.crmesh.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.supervision.InstallationStatus;
import io.crmesh.local.supervision.PartStatus;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"up, 2", "up --separate, 4"})
    void partsStartWithAddressesOfOthersAndStopWithLauncher(String command, int processes) throws Exception {
        try (var installation = TestInstallation.in(dir)) {
            var launcher = installation.launch(command.split(" "));
            var status = installation.awaitReady();

            assertThat(status.parts())
                    .extracting(PartStatus::name)
                    .containsExactly("broker", "database", "mail", "fake-service");
            var environment = new String(
                    URI.create(address(status, "fake-service"))
                            .toURL()
                            .openStream()
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(environment)
                    .contains("CRM_KAFKA=" + address(status, "broker"))
                    .contains("CRM_MONGODB=mongodb://" + address(status, "database"))
                    .contains("CRM_MAIL_API=" + address(status, "mail"))
                    .contains("CRM_FAKE_URL=http://127.0.0.1:" + installation.servicePort())
                    .contains("CRM_KEY_FILE=" + installation.keyFile());
            assertThat(Files.readString(installation.keyFile())).matches("first [A-Za-z0-9+/]{43}=\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.keyFile())))
                    .isEqualTo("rw-------");
            assertThat(installation.printed()).contains("absent-service is not built and left out.");

            var parts = installation.processes();
            launcher.destroy();
            assertThat(launcher.waitFor()).isEqualTo(128 + 15);
            assertThat(parts).hasSize(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(installation.printed()).contains("Stopped").doesNotContain("by force");
            assertThat(installation.home().resolve("data/broker/.kafka_cleanshutdown"))
                    .exists();
        }
    }

    @Test
    void killedPartsAreRestartedAtSameAddress() throws Exception {
        try (var installation = TestInstallation.in(dir).withoutBrokerAndMail()) {
            installation.launch("up", "--separate");
            var before = installation.awaitReady();

            for (var part : List.of("database", "fake-service")) {
                var killed = installation.process(part);
                killed.destroyForcibly();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !killed.isAlive() && restarts(installation, part) == 1);
            }

            var after = installation.awaitReady();
            assertThat(address(after, "database")).isEqualTo(address(before, "database"));
            assertThat(address(after, "fake-service")).isEqualTo(address(before, "fake-service"));
        }
    }

    @Test
    void partsOfKilledProcessAreRestartedTogether() throws Exception {
        try (var installation = TestInstallation.in(dir)) {
            installation.launch("up");
            var before = installation.awaitReady();
            assertThat(installation.process("mail").pid())
                    .isEqualTo(installation.process("database").pid());

            var killed = installation.process("database");
            killed.destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !killed.isAlive() && restarts(installation, "mail") == 1);

            var after = installation.awaitReady();
            for (var part : List.of("broker", "database", "mail")) {
                assertThat(address(after, part)).isEqualTo(address(before, part));
                assertThat(restarts(installation, part)).isEqualTo(1);
                assertThat(installation.run("logs", part).output()).contains("ready ");
            }
            assertThat(restarts(installation, "fake-service")).isZero();
        }
    }

    @Test
    void partsOfKilledLauncherEndAndNextLauncherStarts() throws Exception {
        try (var installation = TestInstallation.in(dir)) {
            var launcher = installation.launch("up");
            installation.awaitReady();
            var parts = installation.processes();

            launcher.destroyForcibly();

            await().atMost(Duration.ofSeconds(5)).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(parts).hasSize(2);
            assertThat(installation.run("status").output()).contains("CRMesh is stopped");
            var next = installation.launch("up");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> installation.awaitReady().launcher().pid() == next.pid());
        }
    }

    @Test
    void takenPortIsReplacedByNextOneWithMessage() throws Exception {
        try (var installation = TestInstallation.in(dir).withoutBrokerAndMail();
                var _ = new ServerSocket(installation.servicePort(), 1, InetAddress.getLoopbackAddress())) {
            installation.launch("up");
            var status = installation.awaitReady();

            assertThat(address(status, "fake-service")).isNotEqualTo("http://127.0.0.1:" + installation.servicePort());
            assertThat(installation.printed())
                    .contains("Port %d is taken, so fake-service answers on".formatted(installation.servicePort()));
        }
    }

    @Test
    void formsAreNamedAndOtherOptionsRefused() throws Exception {
        try (var installation = TestInstallation.in(dir)) {
            var up = installation.run("up", "--seperate");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output()).contains("--seperate is not an option here");
        }
    }

    @Test
    void detachedInstallationIsReadyOnReturnAndStoppedByDown() throws Exception {
        try (var installation = TestInstallation.in(dir).withoutBrokerAndMail()) {
            var up = installation.run("up", "--detach", "--separate");
            assertThat(up.output()).contains("CRMesh is ready.");
            assertThat(up.code()).isZero();
            assertThat(installation.run("status", "--json").output())
                    .contains("\"state\" : \"ready\"")
                    .contains("\"pid\"");

            var second = installation.run("up");
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.output()).contains("CRMesh is already running");
            assertThat(installation.run("reset", "--yes").output()).contains("./crm down first");

            var parts = installation.processes();
            assertThat(installation.run("down").code()).isZero();
            assertThat(parts).hasSize(2).noneMatch(ProcessHandle::isAlive);
            assertThat(installation.run("logs", "fake-service").output()).contains("serving");
            assertThat(installation.run("reset", "--yes").code()).isZero();
            assertThat(installation.home().resolve("data")).doesNotExist();
            assertThat(installation.keyFile())
                    .as("another database may need it")
                    .exists();
        }
    }

    @Test
    void terminatedDetachedStartLeavesNoProcesses() throws Exception {
        try (var installation =
                TestInstallation.in(dir).withoutBrokerAndMail().with("FAKE_SERVICE_FAILS", "never ready")) {
            var up = installation.launch("up", "--detach");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !installation.processes().isEmpty());
            var parts = installation.processes();
            var launcher = installation.launcher();

            up.destroy();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !launcher.isAlive() && parts.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void failedPartFailsCommandWithItsLastLines() throws Exception {
        try (var installation = TestInstallation.in(dir).withoutBrokerAndMail().with("FAKE_SERVICE_FAILS", "yes")) {
            var up = installation.run("up", "--detach");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output())
                    .contains("fake-service does not get ready")
                    .contains("The fake service cannot work like this.");
            assertThat(installation.processes()).isEmpty();
        }
    }

    @Test
    void dataOfOtherVersionIsRefusedUnchanged() throws Exception {
        try (var installation = TestInstallation.in(dir).withoutBrokerAndMail()) {
            Files.createDirectories(installation.home());
            Files.writeString(installation.home().resolve("version"), "7\n");

            var up = installation.run("up");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output().lines())
                    .singleElement()
                    .asString()
                    .contains("version 7")
                    .contains("./crm reset");
            assertThat(installation.home().resolve("data")).doesNotExist();
        }
    }

    private static int restarts(TestInstallation installation, String part) {
        return installation.awaitReady().parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow()
                .restarts();
    }

    private static String address(InstallationStatus status, String part) {
        return status.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow()
                .address();
    }

    @Test
    void networkAddressWithoutTlsOrAllCertificatesIsRefused() throws Exception {
        try (var installation = TestInstallation.in(dir).with("CRM_LISTEN", "0.0.0.0")) {
            var open = installation.run("up");
            assertThat(open.code()).isEqualTo(1);
            assertThat(open.output())
                    .contains("CRM_LISTEN is 0.0.0.0, beyond this machine", "CRM_TLS", "CRM_PLAINTEXT");

            var half = installation.with("CRM_TLS", dir.toString()).run("up");
            assertThat(half.code()).isEqualTo(1);
            assertThat(half.output()).contains("ca.crt", "tls.crt", "tls.key", "./crm certificates");
        }
    }
}
