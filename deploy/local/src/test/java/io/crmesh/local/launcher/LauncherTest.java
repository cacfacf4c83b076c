package io.crmesh.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

class LauncherTest {

    @TempDir
    Path dir;

    @Test
    void everyPartStartsLearnsWhereTheOthersAreAndStopsWithTheLauncher() throws Exception {
        try (var site = Site.in(dir)) {
            var launcher = site.launch("up");
            var report = site.awaitReady();

            assertThat(report.parts())
                    .extracting(PartStatus::name)
                    .containsExactly("broker", "database", "mail", "fake-service");
            var told = new String(
                    URI.create(address(report, "fake-service"))
                            .toURL()
                            .openStream()
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(told)
                    .contains("CRM_KAFKA=" + address(report, "broker"))
                    .contains("CRM_MONGODB=mongodb://" + address(report, "database"))
                    .contains("CRM_MAIL_API=" + address(report, "mail"))
                    .contains("CRM_FAKE_URL=http://127.0.0.1:" + site.servicePort())
                    .contains("CRM_KEY_FILE=" + site.keyFile());
            assertThat(Files.readString(site.keyFile())).matches("first [A-Za-z0-9+/]{43}=\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.keyFile())))
                    .isEqualTo("rw-------");
            assertThat(site.words()).contains("absent-service is not built and left out.");

            var parts = site.processes();
            launcher.destroy();
            assertThat(launcher.waitFor()).isEqualTo(128 + 15);
            assertThat(parts).hasSize(4).noneMatch(ProcessHandle::isAlive);
            assertThat(site.words()).contains("Stopped").doesNotContain("by force");
            assertThat(site.home().resolve("data/broker/.kafka_cleanshutdown")).exists();
        }
    }

    @Test
    void whateverIsKilledComesBackByItselfAtTheSameAddress() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail()) {
            site.launch("up");
            var before = site.awaitReady();

            for (var part : List.of("database", "fake-service")) {
                var killed = site.process(part);
                killed.destroyForcibly();
                await().atMost(Duration.ofSeconds(20)).until(() -> !killed.isAlive() && restarts(site, part) == 1);
            }

            var after = site.awaitReady();
            assertThat(address(after, "database")).isEqualTo(address(before, "database"));
            assertThat(address(after, "fake-service")).isEqualTo(address(before, "fake-service"));
        }
    }

    @Test
    void nothingIsLeftOfALauncherThatWasKilledAndTheNextOneStarts() throws Exception {
        try (var site = Site.in(dir)) {
            var launcher = site.launch("up");
            site.awaitReady();
            var parts = site.processes();

            launcher.destroyForcibly();

            await().atMost(Duration.ofSeconds(5)).until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(parts).hasSize(4);
            assertThat(site.run("status").words()).contains("CRMesh is stopped");
            var next = site.launch("up");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> site.awaitReady().launcher().pid() == next.pid());
        }
    }

    @Test
    void aTakenPortIsReplacedByTheNextAndSaidSo() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail();
                var _ = new ServerSocket(site.servicePort(), 1, InetAddress.getLoopbackAddress())) {
            site.launch("up");
            var report = site.awaitReady();

            assertThat(address(report, "fake-service")).isNotEqualTo("http://127.0.0.1:" + site.servicePort());
            assertThat(site.words())
                    .contains("Port %d is taken, so fake-service answers on".formatted(site.servicePort()));
        }
    }

    @Test
    void aDetachedInstallationIsReadyWhenTheCommandReturnsAndGoneAfterDown() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail()) {
            var up = site.run("up", "--detach");
            assertThat(up.words()).contains("CRMesh is ready.");
            assertThat(up.code()).isZero();
            assertThat(site.run("status", "--json").words())
                    .contains("\"state\" : \"ready\"")
                    .contains("\"pid\"");

            var second = site.run("up");
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.words()).contains("CRMesh is already running");
            assertThat(site.run("reset", "--yes").words()).contains("./crm down first");

            var parts = site.processes();
            assertThat(site.run("down").code()).isZero();
            assertThat(parts).hasSize(2).noneMatch(ProcessHandle::isAlive);
            assertThat(site.run("logs", "fake-service").words()).contains("serving");
            assertThat(site.run("reset", "--yes").code()).isZero();
            assertThat(site.home().resolve("data")).doesNotExist();
            assertThat(site.keyFile()).as("data elsewhere may need it").exists();
        }
    }

    @Test
    void whoeverGivesUpWaitingLeavesNothingBehind() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail().with("FAKE_SERVICE_FAILS", "never ready")) {
            var up = site.launch("up", "--detach");
            await().atMost(Duration.ofSeconds(30)).until(() -> !site.processes().isEmpty());
            var parts = site.processes();
            var launcher = site.launcher();

            up.destroy();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !launcher.isAlive() && parts.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aPartThatCannotStartFailsTheCommandWithItsLastWords() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail().with("FAKE_SERVICE_FAILS", "yes")) {
            var up = site.run("up", "--detach");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.words())
                    .contains("fake-service does not get ready")
                    .contains("The fake service cannot work like this.");
            assertThat(site.processes()).isEmpty();
        }
    }

    @Test
    void dataOfAnotherVersionIsNotTouched() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail()) {
            Files.createDirectories(site.home());
            Files.writeString(site.home().resolve("version"), "7\n");

            var up = site.run("up");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.words().lines())
                    .singleElement()
                    .asString()
                    .contains("version 7")
                    .contains("./crm reset");
            assertThat(site.home().resolve("data")).doesNotExist();
        }
    }

    @Test
    void aStartUpCacheIsMadeByTheWayAndABrokenOneDoesNotStopTheStart() throws Exception {
        try (var site = Site.in(dir).withoutBrokerAndMail()) {
            assertThat(site.run("up", "--detach").code()).isZero();
            var cache = await().atMost(Duration.ofSeconds(90)).until(site::startUpCaches, found -> !found.isEmpty());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.notExists(site.home().resolve("data/rehearsal")));
            assertThat(site.run("down").code()).isZero();
            Files.writeString(cache.getFirst(), "no cache at all");

            assertThat(site.run("up", "--detach").code()).isZero();

            assertThat(site.run("down").code()).isZero();
        }
    }

    private static int restarts(Site site, String part) {
        return site.awaitReady().parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow()
                .restarts();
    }

    private static String address(Report report, String part) {
        return report.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .orElseThrow()
                .address();
    }

    @Test
    void nothingStartsOnANetworkWithoutTlsOrWithoutAllThatTlsNeeds() throws Exception {
        try (var site = Site.in(dir).with("CRM_LISTEN", "0.0.0.0")) {
            var open = site.run("up");
            assertThat(open.code()).isEqualTo(1);
            assertThat(open.words()).contains("CRM_LISTEN is 0.0.0.0, beyond this machine", "CRM_TLS", "CRM_PLAINTEXT");

            var half = site.with("CRM_TLS", dir.toString()).run("up");
            assertThat(half.code()).isEqualTo(1);
            assertThat(half.words()).contains("ca.crt", "tls.crt", "tls.key", "./crm certificates");
        }
    }
}
