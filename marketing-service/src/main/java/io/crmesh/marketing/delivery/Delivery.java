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
import io.crmesh.platform.fact.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of one run's step to one customer. What it knows is in its stage; whoever works on it holds the token of the
 * present stage, and what they find out counts only as long as they do.
 *
 * @param tries how often it was claimed in vain
 * @param unsubscribed whether the customer used its link
 */
public record Delivery(Order order, Stage stage, int tries, Instant queuedAt, boolean unsubscribed) {

    static final String STOPPED = "STOPPED";
    private static final String RESEND = "RESEND";

    /**
     * What is to be sent to whom.
     *
     * @param definition id of the automation's text that is sent
     * @param values of profile and fact that the text names, as they stood when it was decided
     * @param recipient where a person's trial goes; else the customer's owner is asked for the address
     * @param traceparent of the request that caused it all
     */
    public record Order(
            String id,
            About about,
            int version,
            String definition,
            String customer,
            @Nullable String fact,
            List<Value> values,
            @Personal @Nullable String recipient,
            @Nullable String traceparent) {}

    /** A value for a template. */
    public record Value(String path, String text) {}

    public String id() {
        return order.id();
    }

    boolean isTrial() {
        return order.recipient() != null;
    }

    /** Takes it in hand, if it is due, or whoever had it is not heard of any more. */
    Optional<DeliveryEvent> claim(String token, Instant now, Instant until) {
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
        return Optional.of(new Claimed(order.about(), token, until, now));
    }

    /** Gives it back: nothing left the house. Whoever hands it over may do so only after a definite refusal. */
    Optional<DeliveryEvent> requeue(String token, String reason, Instant due, Instant now) {
        return holdsAlone(token) ? Optional.of(new Requeued(order.about(), reason, due, now)) : Optional.empty();
    }

    Optional<DeliveryEvent> suppress(String token, String reason, Instant now) {
        return stage instanceof Stage.Claimed mine && mine.token().equals(token)
                ? Optional.of(new Suppressed(order.about(), reason, now))
                : Optional.empty();
    }

    Optional<DeliveryEvent> handOver(String token, Mail mail, Instant until, Instant now) {
        return stage instanceof Stage.Claimed mine && mine.token().equals(token)
                ? Optional.of(new HandingOver(order.about(), token, until, mail, now))
                : Optional.empty();
    }

    /** Hands over again what may have been received: the stored text, word for word. */
    Optional<DeliveryEvent> handOverAgain(String token, Instant until, Instant now) {
        return stage instanceof Stage.Unknown unknown && unknown.due() != null && unknown.mail() != null
                ? Optional.of(new HandingOver(order.about(), token, until, unknown.mail(), now))
                : Optional.empty();
    }

    /** The receiver said yes: true whatever else was concluded meanwhile from its silence. */
    Optional<DeliveryEvent> sent(String token, Instant now) {
        var doubted = stage instanceof Stage.Unknown unknown && unknown.token().equals(token);
        return holds(token) || doubted ? Optional.of(new Sent(order.about(), now)) : Optional.empty();
    }

    Optional<DeliveryEvent> failed(String token, String reason, Instant now) {
        return holdsAlone(token) ? Optional.of(new Failed(order.about(), reason, now)) : Optional.empty();
    }

    /** A person found out that the receiver has it. */
    Optional<DeliveryEvent> settle(Instant now) {
        return stage instanceof Stage.Unknown ? Optional.of(new Sent(order.about(), now)) : Optional.empty();
    }

    /** A person wants it handed over again, whatever the receiver makes of it. */
    Optional<DeliveryEvent> resend(Instant now) {
        return stage instanceof Stage.Unknown
                ? Optional.of(new Unknown(order.about(), RESEND, now, now))
                : Optional.empty();
    }

    boolean isToBeResent() {
        return stage instanceof Stage.Unknown unknown && unknown.reason().equals(RESEND);
    }

    /** Takes it from whoever checks it; what is handed over already cannot be called back. */
    Optional<DeliveryEvent> revoke(Instant now) {
        return switch (stage) {
            case Stage.Claimed _ -> Optional.of(new Requeued(order.about(), STOPPED, now, now));
            case Stage.Unknown unknown
            when unknown.due() != null -> Optional.of(new Unknown(order.about(), unknown.reason(), now, now));
            case Stage.Queued _,
                    Stage.HandingOver _,
                    Stage.Unknown _,
                    Stage.Sent _,
                    Stage.Failed _,
                    Stage.Suppressed _ -> Optional.empty();
        };
    }

    /** A hand-over got no clear answer, or whoever was at it is not heard of any more. */
    Optional<DeliveryEvent> unknown(String token, String reason, @Nullable Instant due, Instant now) {
        var mine = switch (stage) {
            case Stage.HandingOver handing -> handing.token().equals(token);
            case Stage.Unknown unknown -> unknown.token().equals(token);
            case Stage.Queued _, Stage.Claimed _, Stage.Sent _, Stage.Failed _, Stage.Suppressed _ -> false;
        };
        return mine ? Optional.of(new Unknown(order.about(), reason, due, now)) : Optional.empty();
    }

    /** The customer used the link; once is enough. */
    Optional<DeliveryEvent> unsubscribe(Instant now) {
        return unsubscribed
                ? Optional.empty()
                : Optional.of(
                        new Unsubscribed(order.about().purpose(), order.about().channel(), now));
    }

    /** Whether only this hand-over counts: after an earlier one without an answer, a refusal of this one proves nothing. */
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
            return new Delivery(queued.order(), new Stage.Queued(queued.at(), null), 0, queued.at(), false);
        }
        if (delivery == null) {
            throw new IllegalStateException("A message begins with being queued");
        }
        return delivery.after(event);
    }

    private Delivery after(DeliveryEvent event) {
        return switch (event) {
            case Queued _ -> throw new IllegalStateException("A message is queued once");
            case Claimed claimed -> at(new Stage.Claimed(claimed.token(), claimed.until()), tries);
            case Requeued back -> at(new Stage.Queued(back.due(), back.reason()), tries + 1);
            case HandingOver handing -> at(handing(handing), tries);
            case Sent sent -> at(new Stage.Sent(sent.at()), tries);
            case Failed failed -> at(new Stage.Failed(failed.reason(), failed.at()), tries);
            case Suppressed not -> at(new Stage.Suppressed(not.reason(), not.at()), tries);
            case Unknown unknown -> at(unknown(unknown.reason(), unknown.due()), tries + 1);
            case Unsubscribed _ -> new Delivery(order, stage, tries, queuedAt, true);
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
                throw new IllegalStateException("Only a hand-over can end without an answer");
        };
    }

    private Delivery at(Stage next, int count) {
        return new Delivery(order, next, count, queuedAt, unsubscribed);
    }
}
