package io.crmesh.platform.store;

import io.crmesh.platform.ServiceSettings;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all stores of a service share.
 *
 * @param json writes facts' bodies, without what is personal
 * @param traceparent the trace context of the present request, if there is one
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
        Supplier<@Nullable String> traceparent) {}
