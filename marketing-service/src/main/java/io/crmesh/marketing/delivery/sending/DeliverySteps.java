package io.crmesh.marketing.delivery.sending;

import io.crmesh.marketing.automation.Definition.Receiver;
import io.crmesh.marketing.automation.Definition.Send;
import io.crmesh.marketing.automation.Definition.Template;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.marketing.delivery.Mail;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.lease.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The steps of a delivery that a sender writes down. Each carries the sender's claim token, so a step of a sender that lost
 * its claim changes nothing.
 */
@Component
class DeliverySteps {

    private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 9;
    private static final int MOST_LOOKUPS = 12;

    private final Deliveries deliveries;
    private final Definitions definitions;
    private final MailSettings settings;
    private final DatabaseClock clock;

    DeliverySteps(Deliveries deliveries, Definitions definitions, MailSettings settings, DatabaseClock clock) {
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Versioned<Delivery>> find(String id) {
        return deliveries.find(id, new AccessScope.All());
    }

    Instant now() {
        return clock.now();
    }

    Delivery claim(String id, String token) {
        return deliveries
                .step(id, "claim/" + token, delivery -> {
                    var now = clock.now();
                    return delivery.claim(token, now, now.plus(settings.claim()));
                })
                .state();
    }

    /** Written before sending begins: if the process is killed from here on, the mail may have left. */
    Saved<Delivery> beginSending(Delivery delivery, String token, Mail mail) {
        return deliveries.step(delivery.id(), "send/" + token, one -> {
            var now = clock.now();
            return one.send(token, mail, now.plus(settings.sendTimeout()), now);
        });
    }

    /** Applies to exactly the version that was read before the emergency stop was: a stop in between has changed it. */
    Saved<Delivery> beginSendingAgain(Versioned<Delivery> found, String token) {
        return deliveries.stepFrom(found.version(), found.state().id(), "again/" + token, one -> {
            var now = clock.now();
            return one.sendAgain(token, now.plus(settings.sendTimeout()), now);
        });
    }

    void markSent(Delivery delivery, String token) {
        var _ = deliveries.step(delivery.id(), "sent/" + token, one -> one.sent(token, clock.now()));
    }

    /** The receiver was asked, and has it. */
    void markFound(Delivery delivery, String token) {
        var _ = deliveries.step(delivery.id(), "found/" + token, one -> one.sent(token, clock.now()));
    }

    void requeueForStop(Delivery delivery, String token) {
        requeue(delivery, token, Delivery.STOPPED, clock.now());
    }

    void requeueWithBackoff(Delivery delivery, String token, String reason) {
        requeue(delivery, token, reason, afterBackoff(delivery.tries()));
    }

    private void requeue(Delivery delivery, String token, String reason, Instant due) {
        var _ = deliveries.step(delivery.id(), "requeue/" + token, one -> one.requeue(token, reason, due, clock.now()));
    }

    void suppress(Delivery delivery, String token, String reason) {
        var _ = deliveries.step(delivery.id(), "suppress/" + token, one -> one.suppress(token, reason, clock.now()));
    }

    void fail(Delivery delivery, String token, String reason) {
        var _ = deliveries.step(delivery.id(), "fail/" + token, one -> one.failed(token, reason, clock.now()));
    }

    /** It is not known whether the receiver has it; the receiver's kind says whether that can be found out later. */
    void markUnknown(Delivery delivery, String token, String reason) {
        var due = switch (receiver(delivery)) {
            case IDEMPOTENT -> afterBackoff(delivery.tries());
            case LOOKUP -> delivery.tries() < MOST_LOOKUPS ? afterBackoff(delivery.tries()) : null;
            case PLAIN -> null;
        };
        markUnknown(delivery, token, reason, due);
    }

    /** It is not known whether the receiver has it, and only a person may decide what to do. */
    void leaveUnknown(Delivery delivery, String token, String reason) {
        markUnknown(delivery, token, reason, null);
    }

    private void markUnknown(Delivery delivery, String token, String reason, @Nullable Instant due) {
        var _ = deliveries.step(
                delivery.id(),
                "unknown/" + token + "/" + delivery.tries(),
                one -> one.unknown(token, reason, due, clock.now()));
    }

    Receiver receiver(Delivery delivery) {
        return Objects.requireNonNullElse(send(delivery).receiver(), settings.receiver());
    }

    Template template(Delivery delivery) {
        return send(delivery).template();
    }

    private Send send(Delivery delivery) {
        var request = delivery.request();
        var definition = definitions.get(request.cause().definition()).definition();
        return Objects.requireNonNull(definition.step(request.origin().step()).send());
    }

    private Instant afterBackoff(int tries) {
        var backoff = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return clock.now().plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
    }
}
