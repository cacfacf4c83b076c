package io.crmesh.marketing.unsubscribe;

import io.crmesh.marketing.contact.ContactClient;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.auth.Open;
import io.crmesh.platform.lease.DatabaseClock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller for a mail's unsubscribe link: a page for people, and the one-click POST of RFC 8058 for mail clients. It
 * needs no sign-in; the link's signature says which delivery it came with, and so whose consent ends.
 */
@Open
@RestController
@RequestMapping("/u/{token}")
class UnsubscribeController {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final UnsubscribeLinks links;
    private final Deliveries deliveries;
    private final ContactClient contacts;
    private final DatabaseClock clock;

    UnsubscribeController(UnsubscribeLinks links, Deliveries deliveries, ContactClient contacts, DatabaseClock clock) {
        this.links = links;
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Changes nothing, since mail scanners follow links. */
    @GetMapping(produces = "text/html")
    ResponseEntity<String> ask(@PathVariable String token) {
        return links.read(token).isPresent() ? page(HttpStatus.OK, UnsubscribePages.ASK) : unknown();
    }

    @PostMapping(
            consumes = {"application/x-www-form-urlencoded", "multipart/form-data", "*/*"},
            produces = "text/html")
    ResponseEntity<String> unsubscribe(@PathVariable String token) {
        var delivery = links.read(token)
                .flatMap(id -> deliveries.find(id, new AccessScope.All()))
                .map(found -> found.state());
        if (delivery.isEmpty()) {
            return unknown();
        }
        var request = delivery.get().request();
        if (request.isTest()) {
            return page(HttpStatus.OK, UnsubscribePages.DONE); // it went to no customer
        }
        var origin = request.origin();
        if (!contacts.withdraw(request.customer(), origin.purpose(), origin.channel(), newCommand())) {
            return page(HttpStatus.SERVICE_UNAVAILABLE, UnsubscribePages.LATER);
        }
        var _ = deliveries.step(request.id(), "unsubscribe", one -> one.unsubscribe(clock.now()));
        return page(HttpStatus.OK, UnsubscribePages.DONE);
    }

    /**
     * Each use of the link is a command of its own. Under one id for all, the second would only be answered like the first,
     * although the customer may have consented again in between.
     */
    private static String newCommand() {
        return "unsubscribe-" + UUID.randomUUID();
    }

    private static ResponseEntity<String> unknown() {
        return page(HttpStatus.NOT_FOUND, UnsubscribePages.UNKNOWN);
    }

    /** Without a disposition, Spring would name the page {@code f.txt}, because the address seems to have an extension. */
    private static ResponseEntity<String> page(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Disposition", "inline")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .body(body);
    }
}
