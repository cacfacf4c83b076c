package io.crmesh.local.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.Block;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.SslSettings;
import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.local.tls.Identity;
import io.crmesh.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void storedDocumentIsFoundAfterReopening() {
        var file = folder.resolve("crm.mv");
        try (var database = EmbeddedDatabase.open(file, 0);
                var client = MongoClients.create(database.connectionString())) {
            var orders = client.getDatabase("orders").getCollection("orders");
            orders.insertOne(new Document("_id", "ord_1").append("v", 1));
            assertThat(orders.updateOne(and(eq("ord_1"), eq("v", 1)), inc("v", 1))
                            .getMatchedCount())
                    .isEqualTo(1);
        }

        var start = Instant.now();
        try (var database = EmbeddedDatabase.open(file, 0);
                var client = MongoClients.create(database.connectionString())) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(500));

            var orders = client.getDatabase("orders").getCollection("orders");
            assertThat(orders.find(eq("ord_1")).first()).isEqualTo(new Document("_id", "ord_1").append("v", 2));
        }
    }

    @Test
    void tlsConnectionNeedsTrustInCertificateAuthority() throws Exception {
        var certificates = DevelopmentCertificates.make(folder.resolve("tls"), List.of());
        var identity = Identity.of(certificates);
        try (var database = EmbeddedDatabase.open(folder.resolve("crm.mv"), 0, Optional.of(identity))) {
            assertThatThrownBy(() -> ping(database, tls -> tls.enabled(false)))
                    .isInstanceOf(MongoTimeoutException.class);
            assertThatThrownBy(() -> ping(database, tls -> tls.enabled(true)))
                    .isInstanceOf(MongoTimeoutException.class)
                    .hasMessageContaining("unable to find valid certification path");

            var usual = SSLContext.getDefault();
            try {
                Certificates.trust(certificates.authorities());
                ping(database, tls -> tls.enabled(true));
            } finally {
                SSLContext.setDefault(usual);
            }
        }
    }

    private static void ping(EmbeddedDatabase database, Block<SslSettings.Builder> tls) {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(
                        "mongodb://127.0.0.1:%d/?serverSelectionTimeoutMS=1500".formatted(database.port())))
                .applyToSslSettings(tls)
                .build();
        try (var client = MongoClients.create(settings)) {
            assertThat(client.getDatabase("admin")
                            .runCommand(new Document("ping", 1))
                            .get("ok", Number.class)
                            .intValue())
                    .isEqualTo(1);
        }
    }
}
