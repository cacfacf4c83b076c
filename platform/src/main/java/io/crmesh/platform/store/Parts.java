package io.crmesh.platform.store;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all stores of a service share.
 *
 * @param json writes facts' bodies, without what is personal
 */
record Parts(
        ServiceSettings settings,
        Seal seal,
        Keys keys,
        JsonMapper json,
        Clock clock,
        DatabaseClock databaseClock,
        Relay relay,
        StoreRules rules,
        Traces traces,
        MeterRegistry meters) {}
