package io.crmesh.gateway.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.Sorts;
import io.crmesh.audit.EntryView;
import io.crmesh.audit.HeadView;
import io.crmesh.audit.Ledger;
import io.crmesh.gateway.Needs;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the gateway's audit trail to those who may see it, which is recorded in turn. */
@RestController
@RequestMapping(AuditController.PATH)
class AuditController {

    static final String PATH = "/api/audit/" + AuditTrail.NAME;
    private static final String PERMISSION = "audit:read";
    private static final int MOST = 1000;

    record EntriesView(List<EntryView> items) {}

    private final Ledger ledger;
    private final Audit audit;

    AuditController(Ledger ledger, Audit audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /** In the order of the chain; by whom, what, and about whom, if that is asked. */
    @GetMapping
    @Needs(PERMISSION)
    ResponseEntity<Page<EntryView>> list(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        var filters = new ArrayList<Bson>(List.of(gt("_id", after)));
        add(filters, "actor", actor);
        add(filters, "action", action);
        add(filters, "records", record);
        var found = ledger.entries()
                .find(and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(Page.limit(limit) + 1)
                .map(document -> EntryView.of(Ledger.link(document)))
                .into(new ArrayList<>());
        audit.read(visitor, "GET " + PATH, Math.min(found.size(), limit));
        return Page.of(found, limit, PATH, entry -> Long.toString(entry.sequence()));
    }

    private static void add(List<Bson> filters, String field, @Nullable String value) {
        if (value != null) {
            filters.add(eq(field, value));
        }
    }

    /** As they stand in the chain, for whoever verifies it. */
    @GetMapping("/entries")
    @Needs(PERMISSION)
    EntriesView entries(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refused.impossible("limit", "is from 1 to " + MOST);
        }
        var found = ledger.entries(after, limit).stream().map(EntryView::of).toList();
        audit.read(visitor, "GET " + PATH + "/entries", found.size());
        return new EntriesView(found);
    }

    @GetMapping("/head")
    @Needs(PERMISSION)
    HeadView head(@AuthenticationPrincipal Visitor visitor) {
        var head = ledger.head().orElseThrow(() -> Refused.notFound("head, for nothing was recorded yet"));
        audit.read(visitor, "GET " + PATH + "/head", 0);
        return HeadView.of(head);
    }
}
