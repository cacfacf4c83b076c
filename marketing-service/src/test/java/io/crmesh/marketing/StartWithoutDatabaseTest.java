package io.crmesh.marketing;

import io.crmesh.platform.testing.StartWithoutDatabase;

class StartWithoutDatabaseTest extends StartWithoutDatabase {

    StartWithoutDatabaseTest() {
        super("/api/automations");
    }
}
