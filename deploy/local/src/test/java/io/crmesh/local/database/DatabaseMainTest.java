package io.crmesh.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DatabaseMainTest {

    @TempDir
    private Path folder;

    @Test
    void takenPortIsReportedInOneLine() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = String.valueOf(other.getLocalPort());

            try (var database = DatabaseProcess.start(file(), port)) {
                assertThat(database.lastWords())
                        .isEqualTo("Port %s is taken. Stop what listens there, or choose another port.", port);
                assertThat(database.process().waitFor()).isNotZero();
            }
        }
    }

    @Test
    void fileInUseIsReportedInOneLine() throws Exception {
        try (var _ = EmbeddedDatabase.open(file(), 0);
                var second = DatabaseProcess.start(file(), "0")) {
            assertThat(second.lastWords())
                    .startsWith("Another process has the database " + file() + " open.")
                    .hasLineCount(1);
            assertThat(second.process().waitFor()).isNotZero();
        }
    }

    @Test
    void fileThatIsNoDatabaseIsReportedInOneLine() throws Exception {
        assertThat(Files.writeString(file(), "not a database".repeat(1000))).exists();

        try (var database = DatabaseProcess.start(file(), "0")) {
            assertThat(database.lastWords())
                    .startsWith(file() + " is damaged or not a database.")
                    .hasLineCount(1);
            assertThat(database.process().waitFor()).isNotZero();
        }
        assertThat(file()).content().startsWith("not a database");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fullDiskRefusesWriteAndKeepsAcknowledgedOnes() throws Exception {
        var acknowledged = new ArrayList<String>();
        try (var database =
                        DatabaseProcess.start(file(), "0", "/bin/bash", "-c", "ulimit -f 2048 && exec \"$@\"", "--");
                var client = database.connect()) {
            var orders = client.getDatabase("orders").getCollection("orders");
            assertThatThrownBy(() -> {
                        for (var number = 0; ; number++) {
                            var id = "ord_" + number;
                            assertThat(orders.insertOne(new Document("_id", id).append("state", "x".repeat(10_000)))
                                            .wasAcknowledged())
                                    .isTrue();
                            acknowledged.add(id);
                        }
                    })
                    .isInstanceOf(MongoException.class);

            assertThat(database.lastWords())
                    .contains("Make sure that the disk has space")
                    .hasLineCount(1);
            assertThat(database.process().waitFor()).isNotZero();
        }

        try (var database = DatabaseProcess.start(file(), "0");
                var client = database.connect()) {
            var kept = client.getDatabase("orders")
                    .getCollection("orders")
                    .find()
                    .map(order -> order.getString("_id"))
                    .into(new ArrayList<>());
            assertThat(acknowledged).isNotEmpty();
            assertThat(kept).containsAll(acknowledged);
        }
    }

    @Test
    void terminatedDatabaseLeavesNothingToReplay() throws Exception {
        try (var database = DatabaseProcess.start(file(), "0");
                var client = database.connect()) {
            client.getDatabase("orders").getCollection("orders").insertOne(new Document("_id", "ord_1"));
        }

        try (var files = Files.list(folder)) {
            assertThat(files.filter(it -> it.toString().contains("journal")))
                    .allMatch(it -> it.toFile().length() == 0);
        }
    }

    private Path file() {
        return folder.resolve("crm.mv");
    }
}
