package io.crmesh.ticket;

import io.crmesh.platform.testing.StartWithoutDatabase;

class StartWithoutDatabaseTest extends StartWithoutDatabase {

    StartWithoutDatabaseTest() {
        super("/api/tickets");
    }
}
