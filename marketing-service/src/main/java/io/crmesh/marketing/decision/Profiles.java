package io.crmesh.marketing.decision;

import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.fact.Event;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Deciding;
import io.crmesh.platform.store.Stores;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * The profiles of all customers. A fact is a profile's command: its effect on the profile, the verdicts about it and the
 * runs that begin with it are one write. A profile has no facts of its own yet.
 */
@Repository
class Profiles extends Deciding<Profile, Event> {

    static final AggregateType<Profile, Event> TYPE = AggregateType.<Profile, Event>of(
                    "profile", "profiles", "prf_", Profile.class, (profile, _) -> profile)
            .keyedBy(Profile::key)
            .accessibleTo(profile -> new Access(profile.key(), null, null));

    Profiles(Stores stores) {
        super(stores, TYPE);
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
