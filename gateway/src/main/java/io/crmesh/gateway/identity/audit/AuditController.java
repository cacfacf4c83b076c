package io.crmesh.gateway.identity.audit;

import io.crmesh.audit.EntryView;
import io.crmesh.audit.HeadView;
import io.crmesh.audit.Ledger;
import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.Page;
import io.crmesh.gateway.problem.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the audit trail of the gateway. Reading it is recorded in turn. */
@RestController
@RequestMapping(AuditController.PATH)
class AuditController {

    static final String PATH = "/api/audit/" + AuditConfiguration.NAME;
    private static final String PERMISSION = "audit:read";
    private static final int MAX_ENTRIES = 1000;

    record EntriesView(List<EntryView> items) {}

    private final Ledger ledger;
    private final AccessLog accessLog;

    AuditController(Ledger ledger, AccessLog accessLog) {
        this.ledger = ledger;
        this.accessLog = accessLog;
    }

    /** The entries filtered by actor, actions, record and time, by default the oldest first. */
    @GetMapping
    @Needs(PERMISSION)
    ResponseEntity<Page<EntryView>> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(required = false) @Nullable Instant atFrom,
            @RequestParam(required = false) @Nullable Instant atUntil,
            @RequestParam(defaultValue = "at") String sort,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        var search = new TrailSearch(ledger, actor, action, record, atFrom, atUntil);
        var found = search.page(TrailSearch.Order.named(sort), after, Page.limit(limit) + 1).stream()
                .map(EntryView::of)
                .toList();
        accessLog.trailShown(caller, "GET " + PATH, Math.min(found.size(), limit));
        return Page.of(found, limit, PATH, entry -> Long.toString(entry.sequence()));
    }

    /** The entries as they stand in the chain, for its verification. */
    @GetMapping("/entries")
    @Needs(PERMISSION)
    EntriesView entries(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        if (limit < 1 || limit > MAX_ENTRIES) {
            throw Refusal.impossible("limit", "is from 1 to " + MAX_ENTRIES);
        }
        var found = ledger.entries(after, limit).stream().map(EntryView::of).toList();
        accessLog.trailShown(caller, "GET " + PATH + "/entries", found.size());
        return new EntriesView(found);
    }

    @GetMapping("/head")
    @Needs(PERMISSION)
    HeadView head(@AuthenticationPrincipal Caller caller) {
        var head = ledger.head().orElseThrow(() -> Refusal.notFound("head, for nothing was recorded yet"));
        accessLog.trailShown(caller, "GET " + PATH + "/head", 0);
        return HeadView.of(head);
    }
}
