package io.crmesh.marketing.delivery;

import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Open;
import io.crmesh.platform.store.DatabaseClock;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a mail's unsubscribe link leads: a page for people, and the one-click POST of RFC 8058 for mail programs. Nobody
 * has to sign in; the link's signature says which message it came with, and so whose consent ends.
 */
@Open
@RestController
@RequestMapping("/u/{token}")
class UnsubscribeController {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final UnsubscribeLinks links;
    private final Deliveries deliveries;
    private final Contacts contacts;
    private final DatabaseClock clock;

    UnsubscribeController(UnsubscribeLinks links, Deliveries deliveries, Contacts contacts, DatabaseClock clock) {
        this.links = links;
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Reading changes nothing: mail scanners follow links. */
    @GetMapping(produces = "text/html")
    ResponseEntity<String> ask(@PathVariable String token) {
        return links.read(token).isPresent() ? page(HttpStatus.OK, UnsubscribePages.ASK) : unknown();
    }

    @PostMapping(
            consumes = {"application/x-www-form-urlencoded", "multipart/form-data", "*/*"},
            produces = "text/html")
    ResponseEntity<String> unsubscribe(@PathVariable String token) {
        var delivery = links.read(token)
                .flatMap(id -> deliveries.find(id, new Scope.All()))
                .map(found -> found.state());
        if (delivery.isEmpty()) {
            return unknown();
        }
        var order = delivery.get().order();
        var about = order.about();
        var key = "unsubscribe-" + order.id();
        if (!contacts.withdraw(order.customer(), about.purpose(), about.channel(), key)) {
            return page(HttpStatus.SERVICE_UNAVAILABLE, UnsubscribePages.LATER);
        }
        var _ = deliveries.step(order.id(), "unsubscribe", one -> one.unsubscribe(clock.now()));
        return page(HttpStatus.OK, UnsubscribePages.DONE);
    }

    private static ResponseEntity<String> unknown() {
        return page(HttpStatus.NOT_FOUND, UnsubscribePages.UNKNOWN);
    }

    private static ResponseEntity<String> page(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .body(body);
    }
}
