package io.crmesh.marketing.decision;

import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.run.Runs;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Deciding;
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
 * The profiles of all customers. A fact is a profile's command: its effect on the profile, the verdicts about it and the
 * runs that begin with it are one write. A profile has no facts of its own yet. It also is what is known here of who looks
 * after the customer.
 */
@Repository
class Profiles extends Deciding<Profile, Event> implements Access.Directory {

    static final AggregateType<Profile, Event> TYPE = AggregateType.<Profile, Event>of(
                    "profile", "profiles", "prf_", Profile.class, (profile, _) -> profile)
            .keyedBy(Profile::key)
            .accessibleTo(Profiles::access);

    private final Runs runs;
    private final Deliveries deliveries;

    Profiles(Stores stores, Runs runs, Deliveries deliveries) {
        super(stores, TYPE);
        this.runs = runs;
        this.deliveries = deliveries;
    }

    static Access access(Profile profile) {
        return new Access(
                profile.key(), profile.keepers().owner(), profile.keepers().team());
    }

    /** Whoever looks after the customer sees what automations do for the customer. The profile itself was written first. */
    @Override
    protected void handedOver(String key) {
        Access.settle(() -> accesses(List.of(key)).getFirst(), access -> {
            runs.setAccess(access);
            deliveries.setAccess(access);
        });
    }

    @Override
    public Map<String, Access> of(Set<String> customers) {
        return accesses(customers).stream()
                .collect(Collectors.toMap(access -> Objects.requireNonNull(access.customer()), Function.identity()));
    }

    Outcome take(Fact fact, Function<@Nullable Profile, Decision<Profile, Event>> decide) {
        return apply(fact, decide);
    }

    List<Outcome> takeAll(
            List<Fact> facts, InTrace within, BiFunction<@Nullable Profile, Fact, Decision<Profile, Event>> decide) {
        return apply(facts, within, decide);
    }

    static Profile orNew(@Nullable Profile before, Fact fact) {
        return Objects.requireNonNullElseGet(before, () -> Profile.begin(fact.key()));
    }
}
