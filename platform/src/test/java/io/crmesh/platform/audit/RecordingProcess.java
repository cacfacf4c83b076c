package io.crmesh.platform.audit;

import com.mongodb.client.MongoClients;
import io.crmesh.audit.Action;
import io.crmesh.audit.Entry;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process that records one entry after the other and prints each recorded one, until it is killed. */
final class RecordingProcess {

    private RecordingProcess() {}

    public static void main(String[] arguments) {
        var client = MongoClients.create(arguments[0]);
        var ledger = new Ledger(client.getDatabase(arguments[1]));
        var settings = new Trail.Settings("tests", Path.of(arguments[2]), 1 << 30);
        var trail = new Trail(settings, ledger, new HeadKeys(Path.of(arguments[3])));
        trail.start();
        for (int i = 0; i < 1_000_000; i++) {
            trail.record(entry(arguments[4] + "-" + i));
            System.out.println(arguments[4] + "-" + i + ";"); // distinguishes it from a line that was cut off
            LockSupport.parkNanos(200_000);
        }
    }

    static Entry entry(String record) {
        return new Entry(
                Instant.ofEpochMilli(1_772_359_200_123L),
                "USER:usr_1",
                Action.READ,
                "customers:read",
                "GET /api/customers/{id}",
                List.of(record),
                1,
                200,
                null);
    }
}
