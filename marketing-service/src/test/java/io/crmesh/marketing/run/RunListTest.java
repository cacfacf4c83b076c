package io.crmesh.marketing.run;

import com.mongodb.client.MongoDatabase;
import io.crmesh.marketing.MarketingTest;
import io.crmesh.platform.testing.ListIndexes;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RunListTest extends MarketingTest {

    @Test
    void declaredIndexesServeEveryFilterOrderAndScope(@Autowired MongoDatabase database) {
        ListIndexes.check(database.getCollection("runs", BsonDocument.class), RunList.LIST, Runs.TYPE.scopes());
    }
}
