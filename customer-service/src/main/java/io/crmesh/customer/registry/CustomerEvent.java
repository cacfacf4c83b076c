package io.crmesh.customer.registry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The domain events of a customer. */
public sealed interface CustomerEvent extends Event {

    record CustomerRegistered(
            @JsonUnwrapped Attributes attributes, @Personal Customer customer, Instant occurredAt)
            implements CustomerEvent {}

    record ProfileChanged(
            List<String> changed,
            @JsonUnwrapped Attributes attributes,
            @Personal Profile profile,
            @Personal Provenance.Origin origin,
            Instant occurredAt)
            implements CustomerEvent {}

    record StageChanged(Stage from, Stage to, String evidence, Instant occurredAt) implements CustomerEvent {}

    record OwnerChanged(
            @Nullable String owner,
            @Nullable String team,
            @Personal @Nullable String territory,
            Instant occurredAt) implements CustomerEvent {}

    record ConsentChanged(
            Purpose purpose,
            Channel channel,
            ConsentState from,
            ConsentState to,
            @Nullable String policyVersion,
            @Nullable String lawfulBasis,
            @Personal @Nullable String evidence,
            @Nullable String source,
            Instant occurredAt)
            implements CustomerEvent {}

    /** The import that registered the customer was reverted. */
    record CustomerReverted(Instant occurredAt) implements CustomerEvent {}

    /** The customer was erased; every service that consumes this event erases its data, too. */
    record CustomerErased(String reason, Instant occurredAt) implements CustomerEvent {}

    @Override
    default String type() {
        return switch (this) {
            case CustomerRegistered _ -> "customer.registered";
            case ProfileChanged _ -> "customer.profile-changed";
            case StageChanged _ -> "customer.stage-changed";
            case OwnerChanged _ -> "customer.owner-changed";
            case ConsentChanged _ -> "customer.consent-changed";
            case CustomerReverted _ -> "customer.reverted";
            case CustomerErased _ -> "customer.erased";
        };
    }
}
