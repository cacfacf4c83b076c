package io.crmesh.marketing.delivery;

import com.mongodb.client.MongoDatabase;
import io.crmesh.marketing.MarketingTest;
import io.crmesh.platform.testing.ListIndexes;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DeliveryListTest extends MarketingTest {

    @Test
    void declaredIndexesServeEveryFilterOrderAndScope(@Autowired MongoDatabase database) {
        ListIndexes.check(
                database.getCollection("deliveries", BsonDocument.class), DeliveryList.LIST, Deliveries.TYPE.scopes());
    }
}
