package io.crmesh.marketing.delivery;

import io.crmesh.marketing.delivery.DeliveryEvent.Claimed;
import io.crmesh.marketing.delivery.DeliveryEvent.Failed;
import io.crmesh.marketing.delivery.DeliveryEvent.HandingOver;
import io.crmesh.marketing.delivery.DeliveryEvent.Queued;
import io.crmesh.marketing.delivery.DeliveryEvent.Requeued;
import io.crmesh.marketing.delivery.DeliveryEvent.Sent;
import io.crmesh.marketing.delivery.DeliveryEvent.Suppressed;
import io.crmesh.marketing.delivery.DeliveryEvent.Unknown;
import io.crmesh.marketing.delivery.DeliveryEvent.Unsubscribed;
import io.crmesh.platform.event.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: one message of one run's step to one customer. The sender that works on it holds the claim token of the present
 * stage; what it reports counts only as long as the token is current.
 *
 * @param tries how often sending it was tried in vain
 * @param unsubscribed whether the customer used its unsubscribe link
 */
public record Delivery(Request request, Stage stage, int tries, Instant queuedAt, boolean unsubscribed) {

    public static final String STOPPED = "STOPPED";
    private static final String RESEND = "RESEND";

    /**
     * What is to be sent, and to which customer.
     *
     * @param values of profile and event that the template names, as they were when the run was decided
     * @param recipient address of a test mail; otherwise customer-service is asked for the customer's address
     */
    public record Request(
            String id,
            DeliveryOrigin origin,
            Cause cause,
            String customer,
            List<Value> values,
            @Personal @Nullable String recipient) {

        /** Whether it is a test mail: those belong to no run. */
        public boolean isTest() {
            return origin.run() == null;
        }
    }

    /**
     * What led to a message.
     *
     * @param version of the automation
     * @param definition id of the automation's text that is sent
     * @param event that started the run; none for a test mail
     * @param traceparent trace context of the request that caused it
     */
    public record Cause(
            int version,
            String definition,
            @Nullable String event,
            @Nullable String traceparent) {}

    /** A value for a template. */
    public record Value(String path, String text) {}

    public String id() {
        return request.id();
    }

    /** Always the same for a delivery, so that a receiver can recognise a repetition. */
    public String messageId() {
        return id() + "@crmesh.local";
    }

    /** A sender takes it, if it is due or the claim of an earlier sender has expired. */
    public Optional<DeliveryEvent> claim(String token, Instant now, Instant until) {
        return switch (stage) {
            case Stage.Queued queued when !queued.due().isAfter(now) -> claimed(token, until, now);
            case Stage.Claimed last when !last.until().isAfter(now) -> claimed(token, until, now);
            case Stage.Queued _,
                    Stage.Claimed _,
                    Stage.HandingOver _,
                    Stage.Unknown _,
                    Stage.Sent _,
                    Stage.Failed _,
                    Stage.Suppressed _ -> Optional.empty();
        };
    }

    private Optional<DeliveryEvent> claimed(String token, Instant until, Instant now) {
        return Optional.of(new Claimed(request.origin(), token, until, now));
    }

    /** Back to the queue: it was not sent, which during sending only a definite refusal proves. */
    public Optional<DeliveryEvent> requeue(String token, String reason, Instant due, Instant now) {
        return holdsAlone(token) ? Optional.of(new Requeued(request.origin(), reason, due, now)) : Optional.empty();
    }

    public Optional<DeliveryEvent> suppress(String token, String reason, Instant now) {
        return stage instanceof Stage.Claimed mine && mine.token().equals(token)
                ? Optional.of(new Suppressed(request.origin(), reason, now))
                : Optional.empty();
    }

    public Optional<DeliveryEvent> send(String token, Mail mail, Instant until, Instant now) {
        return stage instanceof Stage.Claimed mine && mine.token().equals(token)
                ? Optional.of(new HandingOver(request.origin(), token, until, mail, now))
                : Optional.empty();
    }

    /** Sends again what may have been received: the stored text, word for word. */
    public Optional<DeliveryEvent> sendAgain(String token, Instant until, Instant now) {
        return stage instanceof Stage.Unknown unknown && unknown.due() != null && unknown.mail() != null
                ? Optional.of(new HandingOver(request.origin(), token, until, unknown.mail(), now))
                : Optional.empty();
    }

    /** The receiver accepted it: true even if it was UNKNOWN meanwhile. */
    public Optional<DeliveryEvent> sent(String token, Instant now) {
        var inDoubt = stage instanceof Stage.Unknown unknown && unknown.token().equals(token);
        return holds(token) || inDoubt ? Optional.of(new Sent(request.origin(), now)) : Optional.empty();
    }

    public Optional<DeliveryEvent> failed(String token, String reason, Instant now) {
        return holdsAlone(token) ? Optional.of(new Failed(request.origin(), reason, now)) : Optional.empty();
    }

    /** A person found out that the receiver has it. */
    Optional<DeliveryEvent> settle(Instant now) {
        return stage instanceof Stage.Unknown ? Optional.of(new Sent(request.origin(), now)) : Optional.empty();
    }

    /** A person wants it sent again, at the risk of a second mail. */
    Optional<DeliveryEvent> resend(Instant now) {
        return stage instanceof Stage.Unknown
                ? Optional.of(new Unknown(request.origin(), RESEND, now, now))
                : Optional.empty();
    }

    public boolean isToBeResent() {
        return stage instanceof Stage.Unknown unknown && unknown.reason().equals(RESEND);
    }

    /** An emergency stop takes it from the sender that checks it; a mail that is being sent cannot be called back. */
    public Optional<DeliveryEvent> revoke(Instant now) {
        return switch (stage) {
            case Stage.Claimed _ -> Optional.of(new Requeued(request.origin(), STOPPED, now, now));
            case Stage.Unknown unknown
            when unknown.due() != null -> Optional.of(new Unknown(request.origin(), unknown.reason(), now, now));
            case Stage.Queued _,
                    Stage.HandingOver _,
                    Stage.Unknown _,
                    Stage.Sent _,
                    Stage.Failed _,
                    Stage.Suppressed _ -> Optional.empty();
        };
    }

    /** Sending got no clear answer, or its sender did not report in time. */
    public Optional<DeliveryEvent> unknown(String token, String reason, @Nullable Instant due, Instant now) {
        var mine = switch (stage) {
            case Stage.HandingOver handing -> handing.token().equals(token);
            case Stage.Unknown unknown -> unknown.token().equals(token);
            case Stage.Queued _, Stage.Claimed _, Stage.Sent _, Stage.Failed _, Stage.Suppressed _ -> false;
        };
        return mine ? Optional.of(new Unknown(request.origin(), reason, due, now)) : Optional.empty();
    }

    /** The customer used the unsubscribe link; a second use changes nothing. */
    public Optional<DeliveryEvent> unsubscribe(Instant now) {
        return unsubscribed
                ? Optional.empty()
                : Optional.of(new Unsubscribed(
                        request.origin().purpose(), request.origin().channel(), now));
    }

    /** Whether this attempt alone counts: after an earlier one without an answer, a refusal now proves nothing. */
    private boolean holdsAlone(String token) {
        return holds(token) && !(stage instanceof Stage.HandingOver handing && handing.again());
    }

    private boolean holds(String token) {
        return switch (stage) {
            case Stage.Claimed claimed -> claimed.token().equals(token);
            case Stage.HandingOver handing -> handing.token().equals(token);
            case Stage.Queued _, Stage.Unknown _, Stage.Sent _, Stage.Failed _, Stage.Suppressed _ -> false;
        };
    }

    static Delivery fold(@Nullable Delivery delivery, DeliveryEvent event) {
        if (event instanceof Queued queued) {
            return new Delivery(queued.request(), new Stage.Queued(queued.at(), null), 0, queued.at(), false);
        }
        if (delivery == null) {
            throw new IllegalStateException("A delivery begins with being queued");
        }
        return delivery.after(event);
    }

    private Delivery after(DeliveryEvent event) {
        return switch (event) {
            case Queued _ -> throw new IllegalStateException("A delivery is queued once");
            case Claimed claimed -> at(new Stage.Claimed(claimed.token(), claimed.until()), tries);
            case Requeued back -> at(new Stage.Queued(back.due(), back.reason()), tries + 1);
            case HandingOver handing -> at(handing(handing), tries);
            case Sent sent -> at(new Stage.Sent(sent.at()), tries);
            case Failed failed -> at(new Stage.Failed(failed.reason(), failed.at()), tries);
            case Suppressed not -> at(new Stage.Suppressed(not.reason(), not.at()), tries);
            case Unknown unknown -> at(unknown(unknown.reason(), unknown.due()), tries + 1);
            case Unsubscribed _ -> new Delivery(request, stage, tries, queuedAt, true);
        };
    }

    private Stage.HandingOver handing(HandingOver handing) {
        var again = stage instanceof Stage.Unknown;
        return new Stage.HandingOver(handing.token(), handing.until(), handing.mail(), again);
    }

    private Stage.Unknown unknown(String reason, @Nullable Instant due) {
        return switch (stage) {
            case Stage.HandingOver last -> new Stage.Unknown(last.token(), due, last.mail(), reason);
            case Stage.Unknown last -> new Stage.Unknown(last.token(), due, last.mail(), reason);
            case Stage.Queued _, Stage.Claimed _, Stage.Sent _, Stage.Failed _, Stage.Suppressed _ ->
                throw new IllegalStateException("Only sending can end without an answer");
        };
    }

    private Delivery at(Stage next, int count) {
        return new Delivery(request, next, count, queuedAt, unsubscribed);
    }
}
