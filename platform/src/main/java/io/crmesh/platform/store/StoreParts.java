package io.crmesh.platform.store;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The components that all stores of a service share. */
record StoreParts(
        ServiceSettings settings,
        FieldEncryption encryption,
        Keys keys,
        Clock clock,
        DatabaseClock databaseClock,
        OutboxRelay relay,
        StoreFaultPoints faults,
        Traces traces,
        MeterRegistry meters) {}
