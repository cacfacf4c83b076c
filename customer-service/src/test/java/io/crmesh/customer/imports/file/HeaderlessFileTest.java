package io.crmesh.customer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.ServiceTest;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/** A file whose first line names no columns begins with a person's row, which must not be readable anywhere. */
@ServiceTest
class HeaderlessFileTest {

    private static final String FILE = """
            Ann Firstbird,ann.firstbird@example.com
            Bob,nobody
            """;
    private static final String MAPPING = """
            {"columns": [{"column": "Ann Firstbird", "field": "name.legal"},
                         {"column": "ann.firstbird@example.com", "field": "email"}]}""";

    @Test
    void firstLineOfHeaderlessFileIsReadableNowhereInTheDatabase(
            @Autowired ApplicationContext service, @Autowired MongoDatabase database) {
        var client = new ImportClient(service);
        var id = client.uploaded(FILE);
        var place = ImportClient.PATH + "/" + id;
        client.api()
                .send(HttpMethod.PUT, place + "/mapping", client.version(id), MAPPING)
                .expect(200);

        client.after(id, "validate", "VALIDATED");

        await().until(() -> historyOf(database, id) == 4);
        assertThat(client.show(id).at("/columns/0").asString()).isEqualTo("Ann Firstbird");
        assertThat(client.show(id).at("/mapping/1/field").asString()).isEqualTo("email");
        assertThat(client.api().get(place + "/rows").expect(200).text())
                .contains("\"field\":\"email\"")
                .doesNotContain("firstbird");
        for (var collection : database.listCollectionNames()) {
            for (var document : database.getCollection(collection).find()) {
                assertThat(document.toJson()).as(collection).doesNotContainIgnoringCase("firstbird");
            }
        }
    }

    private static long historyOf(MongoDatabase database, String id) {
        return database.getCollection("imports.history")
                .countDocuments(new Document("aggregate", id), new CountOptions().comment("test"));
    }
}
