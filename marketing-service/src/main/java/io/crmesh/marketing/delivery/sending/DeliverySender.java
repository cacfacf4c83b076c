package io.crmesh.marketing.delivery.sending;

import io.crmesh.marketing.contact.Contact;
import io.crmesh.marketing.contact.ContactClient;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.Mail;
import io.crmesh.marketing.delivery.Stage;
import io.crmesh.marketing.delivery.sending.SenderFaultPoints.Step;
import io.crmesh.marketing.delivery.stop.Stops;
import io.crmesh.marketing.template.UnusableTemplate;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.trace.Traces;
import jakarta.mail.internet.AddressException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings one delivery one step further, from the stage in which it is found. It claims the delivery, asks whether the customer may
 * be written to, reads the emergency stop, writes down that it sends, and only then sends. So the stored stage always tells
 * the next sender what may be done after a process was killed.
 */
class DeliverySender {

    private final DeliverySteps steps;
    private final ContactClient contacts;
    private final Stops stops;
    private final MailComposer composer;
    private final SmtpClient smtp;
    private final ReceiverLookup lookup;
    private final Traces traces;
    private final SenderFaultPoints faultPoints;

    DeliverySender(
            DeliverySteps steps,
            ContactClient contacts,
            Stops stops,
            MailComposer composer,
            SmtpClient smtp,
            ReceiverLookup lookup,
            Traces traces,
            SenderFaultPoints faultPoints) {
        this.steps = steps;
        this.contacts = contacts;
        this.stops = stops;
        this.composer = composer;
        this.smtp = smtp;
        this.lookup = lookup;
        this.traces = traces;
        this.faultPoints = faultPoints;
    }

    /** Does what the delivery's stage needs now, if anything. */
    void process(String id) {
        steps.find(id).ifPresent(found -> {
            var trace = found.state().request().cause().traceparent();
            traces.follow(trace, "mail.send", () -> process(found));
        });
    }

    private void process(Versioned<Delivery> found) {
        var delivery = found.state();
        switch (delivery.stage()) {
            case Stage.Queued _, Stage.Claimed _ -> claim(delivery);
            case Stage.HandingOver handing -> {
                if (!handing.until().isAfter(steps.now())) {
                    steps.markUnknown(delivery, handing.token(), "NO_WORD");
                }
            }
            case Stage.Unknown unknown -> {
                if (unknown.due() != null && !unknown.due().isAfter(steps.now())) {
                    resolve(found, unknown.token(), unknown.mail());
                }
            }
            case Stage.Sent _, Stage.Failed _, Stage.Suppressed _ -> {}
        }
    }

    private void claim(Delivery delivery) {
        if (isStopped(delivery)) {
            return; // saves the claim; the check that counts comes after it
        }
        var token = UUID.randomUUID().toString();
        var claimed = steps.claim(delivery.id(), token);
        if (claimed.stage() instanceof Stage.Claimed mine && mine.token().equals(token)) {
            faultPoints.reached(Step.CLAIMED);
            check(claimed, token);
        }
    }

    private void check(Delivery delivery, String token) {
        var contact = ask(delivery);
        faultPoints.reached(Step.CONTACT_ASKED);
        switch (contact) {
            case Contact.NoAnswer _ -> steps.requeueWithBackoff(delivery, token, "NO_ANSWER");
            case Contact.Refused(var reason) -> steps.suppress(delivery, token, reason);
            case Contact.Allowed allowed -> compose(delivery, token, allowed);
        }
    }

    /** A test mail goes to the address that its author gave: no customer is asked for. */
    private Contact ask(Delivery delivery) {
        var origin = delivery.request().origin();
        var recipient = delivery.request().recipient();
        return recipient == null
                ? contacts.ask(delivery.request().customer(), origin.purpose(), origin.channel())
                : new Contact.Allowed(recipient, "", "");
    }

    private void compose(Delivery delivery, String token, Contact.Allowed to) {
        try {
            var mail = composer.compose(delivery, steps.template(delivery), to, traces.here(), steps.now());
            if (isStopped(delivery)) {
                steps.requeueForStop(delivery, token);
            } else {
                send(steps.beginSending(delivery, token, mail), token, mail);
            }
        } catch (UnusableTemplate _) {
            steps.fail(delivery, token, "TEMPLATE");
        } catch (AddressException _) {
            steps.suppress(delivery, token, "BAD_ADDRESS");
        } catch (EmptyMail e) {
            steps.suppress(delivery, token, e.reason());
        }
    }

    /** Only the sender that wrote down the beginning may send. */
    private void send(Saved<Delivery> saved, String token, Mail mail) {
        var delivery = saved.state();
        if (!(delivery.stage() instanceof Stage.HandingOver mine)
                || !mine.token().equals(token)) {
            return;
        }
        var again = mine.again();
        faultPoints.reached(Step.HANDING_OVER);
        switch (smtp.send(mail)) {
            case SmtpClient.Outcome.Accepted _ -> {
                faultPoints.reached(Step.ACCEPTED);
                steps.markSent(delivery, token);
            }
            case SmtpClient.Outcome.NotNow(var reason) when !again -> steps.requeueWithBackoff(delivery, token, reason);
            case SmtpClient.Outcome.Refused(var reason) when !again -> steps.fail(delivery, token, reason);
            case SmtpClient.Outcome.NotNow(var reason) -> steps.markUnknown(delivery, token, reason);
            case SmtpClient.Outcome.Refused(var reason) -> steps.leaveUnknown(delivery, token, reason);
            case SmtpClient.Outcome.Unclear(var reason) -> steps.markUnknown(delivery, token, reason);
        }
    }

    private void resolve(Versioned<Delivery> found, String token, @Nullable Mail mail) {
        var delivery = found.state();
        switch (steps.receiver(delivery)) {
            case IDEMPOTENT -> checkAgain(found, token, mail);
            case LOOKUP -> {
                if (lookup.finds(delivery.messageId())) {
                    steps.markFound(delivery, token);
                } else if (delivery.isToBeResent()) {
                    checkAgain(found, token, mail);
                } else {
                    steps.markUnknown(delivery, token, "NOT_FOUND");
                }
            }
            case PLAIN -> {
                if (delivery.isToBeResent()) {
                    checkAgain(found, token, mail);
                } else {
                    steps.leaveUnknown(delivery, token, "NO_REPLY");
                }
            }
        }
    }

    /** Sends again what may have arrived, unless it may not be sent any more: then it stays UNKNOWN. */
    private void checkAgain(Versioned<Delivery> found, String token, @Nullable Mail mail) {
        var delivery = found.state();
        switch (ask(delivery)) {
            case Contact.NoAnswer _ -> steps.markUnknown(delivery, token, "NO_ANSWER");
            case Contact.Refused(var reason) -> steps.leaveUnknown(delivery, token, reason);
            case Contact.Allowed _ when mail == null -> steps.leaveUnknown(delivery, token, "ERASED");
            case Contact.Allowed _ -> {
                if (!isStopped(delivery)) {
                    sendAgain(found, mail);
                }
            }
        }
    }

    private void sendAgain(Versioned<Delivery> found, Mail mail) {
        var token = UUID.randomUUID().toString();
        try {
            send(steps.beginSendingAgain(found, token), token, mail);
        } catch (StaleVersion _) {
            // another sender has it, or an emergency stop took it away
        }
    }

    private boolean isStopped(Delivery delivery) {
        return stops.holds(delivery.request().origin().automation());
    }
}
