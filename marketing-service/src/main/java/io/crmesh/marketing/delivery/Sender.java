package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.Definition.Receiver;
import io.crmesh.marketing.automation.Definition.Send;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.marketing.delivery.SenderSteps.Step;
import io.crmesh.marketing.template.UnusableTemplate;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.trace.Traces;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings one message one step further, whatever state it is found in. It claims, then asks whether the customer may be
 * written to, then reads the emergency stop, then says that it hands over, and only then does: whenever it dies, what it
 * leaves behind tells the next one what may be done.
 */
class Sender {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 9;
    private static final int LOOKUPS = 12;

    private final Deliveries deliveries;
    private final Definitions definitions;
    private final Contacts contacts;
    private final Stops stops;
    private final Composer composer;
    private final Smtp smtp;
    private final Lookup lookup;
    private final MailSettings settings;
    private final DatabaseClock clock;
    private final Traces traces;
    private volatile SenderSteps steps = SenderSteps.NONE;

    Sender(
            Deliveries deliveries,
            Definitions definitions,
            Contacts contacts,
            Stops stops,
            Composer composer,
            Smtp smtp,
            Lookup lookup,
            MailSettings settings,
            DatabaseClock clock,
            Traces traces) {
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.contacts = contacts;
        this.stops = stops;
        this.composer = composer;
        this.smtp = smtp;
        this.lookup = lookup;
        this.settings = settings;
        this.clock = clock;
        this.traces = traces;
    }

    void steps(SenderSteps hook) {
        steps = hook;
    }

    /** Looks after a message, if it needs that now. */
    void lookAfter(String id) {
        var found = deliveries.find(id, new Scope.All());
        found.ifPresent(delivery ->
                traces.follow(delivery.state().order().traceparent(), "mail.send", () -> lookAfter(delivery)));
    }

    private void lookAfter(Versioned<Delivery> found) {
        var delivery = found.state();
        switch (delivery.stage()) {
            case Stage.Queued _, Stage.Claimed _ -> send(delivery);
            case Stage.HandingOver handing -> {
                if (!handing.until().isAfter(clock.now())) {
                    doubt(delivery, handing.token(), "NO_WORD");
                }
            }
            case Stage.Unknown unknown -> {
                if (unknown.due() != null && !unknown.due().isAfter(clock.now())) {
                    resolve(found, unknown.token(), unknown.mail());
                }
            }
            case Stage.Sent _, Stage.Failed _, Stage.Suppressed _ -> {}
        }
    }

    private void send(Delivery delivery) {
        if (stops.holds(automationOf(delivery))) {
            return; // saves the claim; what counts is the look after it
        }
        var token = UUID.randomUUID().toString();
        var claimed = deliveries.step(delivery.id(), "claim/" + token, one -> {
            var now = clock.now();
            return one.claim(token, now, now.plus(settings.claim()));
        });
        if (claimed.state().stage() instanceof Stage.Claimed mine
                && mine.token().equals(token)) {
            steps.reached(Step.CLAIMED);
            check(claimed.state(), token);
        }
    }

    private void check(Delivery delivery, String token) {
        var contact = ask(delivery);
        steps.reached(Step.ASKED);
        switch (contact) {
            case Contact.NoAnswer _ -> requeue(delivery, token, "NO_ANSWER", later(delivery.tries()));
            case Contact.Refused(var reason) -> suppress(delivery, token, reason);
            case Contact.Allowed allowed -> compose(delivery, token, allowed);
        }
    }

    private Contact ask(Delivery delivery) {
        var about = delivery.order().about();
        var recipient = delivery.order().recipient();
        return recipient == null
                ? contacts.ask(delivery.order().customer(), about.purpose(), about.channel())
                : new Contact.Allowed(recipient, "", "");
    }

    private void compose(Delivery delivery, String token, Contact.Allowed to) {
        try {
            var mail = composer.compose(delivery, send(delivery.order()).template(), to, traces.here(), clock.now());
            if (stops.holds(automationOf(delivery))) {
                requeue(delivery, token, Delivery.STOPPED, clock.now());
            } else {
                handOver(delivery, token, mail);
            }
        } catch (UnusableTemplate _) {
            fail(delivery, token, "TEMPLATE");
        } catch (AddressException _) {
            suppress(delivery, token, "BAD_ADDRESS");
        }
    }

    private Send send(Delivery.Order order) {
        var definition = definitions.get(order.definition()).definition();
        return Objects.requireNonNull(definition.step(order.about().step()).send());
    }

    private void handOver(Delivery delivery, String token, Mail mail) {
        var handing = deliveries.step(delivery.id(), "hand-over/" + token, one -> {
            var now = clock.now();
            return one.handOver(token, mail, now.plus(settings.handOver()), now);
        });
        converse(handing, token, mail);
    }

    /** The hand-over itself: only by whoever wrote that it begins. */
    private void converse(Saved<Delivery> handing, String token, Mail mail) {
        var delivery = handing.state();
        if (!(delivery.stage() instanceof Stage.HandingOver mine)
                || !mine.token().equals(token)) {
            return;
        }
        var again = mine.again();
        steps.reached(Step.HANDING_OVER);
        switch (smtp.handOver(mail)) {
            case Smtp.Outcome.Accepted _ -> {
                steps.reached(Step.ACCEPTED);
                var _ = deliveries.step(delivery.id(), "sent/" + token, one -> one.sent(token, clock.now()));
            }
            case Smtp.Outcome.NotNow(var reason)
            when !again -> requeue(delivery, token, reason, later(delivery.tries()));
            case Smtp.Outcome.Refused(var reason) when !again -> fail(delivery, token, reason);
            case Smtp.Outcome.NotNow(var reason) -> doubt(delivery, token, reason);
            case Smtp.Outcome.Refused(var reason) -> doubtForGood(delivery, token, reason);
            case Smtp.Outcome.Unclear(var reason) -> doubt(delivery, token, reason);
        }
    }

    private void resolve(Versioned<Delivery> found, String token, @Nullable Mail mail) {
        var delivery = found.state();
        switch (receiver(delivery)) {
            case IDEMPOTENT -> again(found, token, mail);
            case LOOKUP -> {
                if (lookup.finds(Composer.messageId(delivery.id()))) {
                    var _ = deliveries.step(delivery.id(), "found/" + token, one -> one.sent(token, clock.now()));
                } else if (delivery.isToBeResent()) {
                    again(found, token, mail);
                } else {
                    doubt(delivery, token, "NOT_FOUND");
                }
            }
            case PLAIN -> {
                if (delivery.isToBeResent()) {
                    again(found, token, mail);
                } else {
                    doubtForGood(delivery, token, "NO_REPLY");
                }
            }
        }
    }

    /** Hands over once more what may have arrived, unless it may not be sent any more: then it stays in doubt. */
    private void again(Versioned<Delivery> found, String token, @Nullable Mail mail) {
        var delivery = found.state();
        switch (ask(delivery)) {
            case Contact.NoAnswer _ -> doubt(delivery, token, "NO_ANSWER");
            case Contact.Refused(var reason) -> doubtForGood(delivery, token, reason);
            case Contact.Allowed _ when mail == null -> doubtForGood(delivery, token, "ERASED");
            case Contact.Allowed _ -> {
                if (!stops.holds(automationOf(delivery))) {
                    handOverAgain(found, mail);
                }
            }
        }
    }

    /** On exactly the version that was read before the stop was: a stop that came meanwhile has changed it. */
    private void handOverAgain(Versioned<Delivery> found, Mail mail) {
        var token = UUID.randomUUID().toString();
        try {
            var handing = deliveries.stepFrom(found.version(), found.state().id(), "again/" + token, one -> {
                var now = clock.now();
                return one.handOverAgain(token, now.plus(settings.handOver()), now);
            });
            converse(handing, token, mail);
        } catch (StaleVersion _) {
            // somebody else looks after it, or a stop took it away
        }
    }

    private void requeue(Delivery delivery, String token, String reason, Instant due) {
        var _ = deliveries.step(delivery.id(), "requeue/" + token, one -> one.requeue(token, reason, due, clock.now()));
    }

    private void suppress(Delivery delivery, String token, String reason) {
        var _ = deliveries.step(delivery.id(), "suppress/" + token, one -> one.suppress(token, reason, clock.now()));
    }

    private void fail(Delivery delivery, String token, String reason) {
        var _ = deliveries.step(delivery.id(), "fail/" + token, one -> one.failed(token, reason, clock.now()));
    }

    private void doubt(Delivery delivery, String token, String reason) {
        var due = switch (receiver(delivery)) {
            case IDEMPOTENT -> later(delivery.tries());
            case LOOKUP -> delivery.tries() < LOOKUPS ? later(delivery.tries()) : null;
            case PLAIN -> null;
        };
        doubt(delivery, token, reason, due);
    }

    private void doubtForGood(Delivery delivery, String token, String reason) {
        doubt(delivery, token, reason, null);
    }

    private void doubt(Delivery delivery, String token, String reason, @Nullable Instant due) {
        var _ = deliveries.step(
                delivery.id(),
                "doubt/" + token + "/" + delivery.tries(),
                one -> one.unknown(token, reason, due, clock.now()));
    }

    private Receiver receiver(Delivery delivery) {
        return Objects.requireNonNullElse(send(delivery.order()).receiver(), settings.receiver());
    }

    private Instant later(int tries) {
        var pause = SHORTEST.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return clock.now().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private static String automationOf(Delivery delivery) {
        return delivery.order().about().automation();
    }
}
