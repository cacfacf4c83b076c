package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportConfiguration.ImportSettings;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.timer.Timers;
import org.springframework.stereotype.Component;

/**
 * How long a file and what became of its rows are kept. The term begins anew with everything that happens to an import;
 * it begins before the first piece of a file is kept, so that nothing is left of an upload that came to nothing.
 */
@Component
class ImportTerm {

    static final String KIND = "import-term";

    private final Timers timers;
    private final DatabaseClock clock;
    private final ImportSettings settings;

    ImportTerm(Timers timers, DatabaseClock clock, ImportSettings settings) {
        this.timers = timers;
        this.clock = clock;
        this.settings = settings;
    }

    void begin(String file) {
        timers.set(KIND + ":" + file, clock.now().plus(settings.keep()), KIND, file);
    }
}
