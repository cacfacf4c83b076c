package io.crmesh.platform.audit;

import com.mongodb.client.model.Filters;
import io.crmesh.audit.Action;
import io.crmesh.audit.EntryView;
import io.crmesh.audit.HeadView;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Link;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Lists;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.list.Signer;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller of the audit trail; reading it is recorded in turn. */
@Needs("audit")
@RestController
@RequestMapping("/api/audit/${crm.name}")
class AuditController implements Listed {

    /** Entries in the order of the chain. */
    record EntriesView(List<EntryView> items) {}

    private final Ledger ledger;
    private final Listing listing;

    AuditController(Ledger ledger, Signer signer) {
        this.ledger = ledger;
        this.listing = Listing.signedBy(signer)
                .text("actor", "actor")
                .oneOf("action", "action", Action.class)
                .text("record", "records")
                .times("at", "at")
                .sortedBy("at", "at", BsonType.DATE_TIME)
                .sortedBy("id", "_id", BsonType.INT64)
                .sortedAtFirst("-at");
    }

    @Override
    public Listing listing(String method) {
        return listing;
    }

    @GetMapping
    ResponseEntity<Pages.Items<EntryView>> list(ListRequest request) {
        return Pages.answer(request, page(request.query(listing)), EntryView::of);
    }

    private Page<Link> page(Query query) {
        return Lists.page(ledger.entries(), Filters.empty(), query, new BsonDocument())
                .map(Ledger::link);
    }

    /** Entries in chain order, for verification of the chain. */
    @GetMapping("/entries")
    EntriesView entries(
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit) {
        var found = ledger.entries(after, limit).stream().map(EntryView::of).toList();
        AccessLog.tell(found);
        return new EntriesView(found);
    }

    @GetMapping("/head")
    HeadView head() {
        return ledger.head().map(HeadView::of).orElseThrow(() -> new NotFound("head, for nothing was recorded yet"));
    }
}
