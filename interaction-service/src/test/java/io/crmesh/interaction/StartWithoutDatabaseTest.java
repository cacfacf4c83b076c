package io.crmesh.interaction;

import io.crmesh.platform.testing.StartWithoutDatabase;

class StartWithoutDatabaseTest extends StartWithoutDatabase {

    StartWithoutDatabaseTest() {
        super("/api/interactions");
    }
}
