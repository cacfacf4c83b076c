package io.crmesh.marketing.decision;

import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.run.Runs;
import io.crmesh.platform.deciding.EventDrivenAggregates;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Repository of profiles. An event is a profile's command: its effect on the profile, the verdicts about it and the runs that
 * start with it are one write. A profile has no events of its own yet. It is also the directory of record owners.
 */
@Repository
class Profiles extends EventDrivenAggregates<Profile, Event> implements RecordOwner.Directory {

    static final AggregateType<Profile, Event> TYPE = AggregateType.<Profile, Event>of(
                    "profile", "profiles", "prf_", Profile.class, (profile, _) -> profile)
            .keyedBy(Profile::key)
            .accessibleTo(Profiles::owner);

    private final Runs runs;
    private final Deliveries deliveries;

    Profiles(Stores stores, Runs runs, Deliveries deliveries) {
        super(stores, TYPE);
        this.runs = runs;
        this.deliveries = deliveries;
    }

    static RecordOwner owner(Profile profile) {
        return new RecordOwner(
                profile.key(), profile.ownership().owner(), profile.ownership().team());
    }

    /** Runs and deliveries follow the customer's ownership. The profile itself was written first. */
    @Override
    protected void handedOver(String key) {
        RecordOwner.writeUntilCurrent(() -> accesses(List.of(key)).getFirst(), owner -> {
            runs.setAccess(owner);
            deliveries.setAccess(owner);
        });
    }

    @Override
    public Map<String, RecordOwner> of(Set<String> customers) {
        return accesses(customers).stream()
                .collect(Collectors.toMap(owner -> Objects.requireNonNull(owner.customer()), Function.identity()));
    }

    Outcome decide(RecordedEvent event, Function<@Nullable Profile, Decision<Profile, Event>> decide) {
        return apply(event, decide);
    }

    List<Outcome> decideAll(
            List<RecordedEvent> events,
            InTrace within,
            BiFunction<@Nullable Profile, RecordedEvent, Decision<Profile, Event>> decide) {
        return apply(events, within, decide);
    }

    static Profile orNew(@Nullable Profile before, RecordedEvent event) {
        return Objects.requireNonNullElseGet(before, () -> Profile.begin(event.key()));
    }
}
