package io.crmesh.order;

import io.crmesh.platform.testing.StartWithoutDatabase;

class StartWithoutDatabaseTest extends StartWithoutDatabase {

    StartWithoutDatabaseTest() {
        super("/api/orders");
    }
}
