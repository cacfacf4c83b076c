package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Free text about a customer is stored encrypted only. */
@ServiceTest
class EncryptedFieldsTest {

    private final String tag = Api.key();

    @Test
    void freeTextIsEncryptedAndSearchedFieldsAreClearInTheLiveRecordOnly(
            @Autowired MockMvcTester http, @Autowired MongoDatabase database) {
        var api = new Api(http);
        var id = api.post("/api/customers", """
                        {"kind": "PERSON", "name": {"legal": "Ann Lee"}, "occupation": "wordbird",
                         "jobTitle": "wordbird", "buyingRole": "wordbird", "preferences": ["wordbird"],
                         "interests": ["wordbird"], "source": {"channel": "WEB", "detail": "wordbird"},
                         "tags": ["tag-%1$s"], "externalId": {"system": "shop", "id": "id-%1$s"}}""".formatted(tag)).expect(201).id();

        var pending = Objects.requireNonNull(document(database, "customers", "_id", id));
        await().until(() -> document(database, "customers.history", "aggregate", id) != null);
        var live = Objects.requireNonNull(document(database, "customers", "_id", id));
        var past = Objects.requireNonNull(document(database, "customers.history", "aggregate", id));

        for (var each : List.of(pending, live, past)) {
            assertThat(each.toJson()).doesNotContain("wordbird");
        }
        assertThat(live.get("state", Document.class).toJson()).contains("tag-" + tag, "id-" + tag);
        assertThat(pendingEvent(pending)).doesNotContain(tag);
        assertThat(past.toJson()).doesNotContain(tag);
        assertThat(api.get("/api/customers?tag=tag-" + tag).expect(200).text()).contains(id, "wordbird");
        assertThat(api.get("/api/customers?externalId=id-" + tag).expect(200).text())
                .contains(id);
        assertThat(api.get("/api/customers/" + id + "/history").expect(200).text())
                .contains("wordbird", "tag-" + tag, "id-" + tag);
    }

    /** Empty if the event is in history already. */
    private static String pendingEvent(Document live) {
        var pending = live.get("pending", Document.class);
        return pending == null ? "" : pending.toJson();
    }

    private static @Nullable Document document(MongoDatabase database, String collection, String field, String value) {
        return database.getCollection(collection)
                .find(new Document(field, value))
                .comment("test")
                .first();
    }
}
