package io.crmesh.customer;

import io.crmesh.platform.testing.StartWithoutDatabase;

class StartWithoutDatabaseTest extends StartWithoutDatabase {

    StartWithoutDatabaseTest() {
        super("/api/customers");
    }
}
