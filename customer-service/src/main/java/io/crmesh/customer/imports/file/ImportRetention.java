package io.crmesh.customer.imports.file;

import io.crmesh.customer.imports.file.ImportConfiguration.ImportSettings;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.timer.Timers;
import org.springframework.stereotype.Component;

/**
 * Retention of a file and of the reports of its rows. The period begins anew with every event of an import. It first
 * begins before a piece of the file is stored, so that nothing is left of an upload that failed.
 */
@Component
public class ImportRetention {

    public static final String KIND = "import-term";

    private final Timers timers;
    private final DatabaseClock clock;
    private final ImportSettings settings;

    ImportRetention(Timers timers, DatabaseClock clock, ImportSettings settings) {
        this.timers = timers;
        this.clock = clock;
        this.settings = settings;
    }

    public void begin(String file) {
        timers.set(KIND + ":" + file, clock.now().plus(settings.keep()), KIND, file);
    }
}
