package io.crmesh.interaction;

import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.CsvExport;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.Keys;
import java.util.List;
import org.bson.BsonType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The door to many interactions at once: page by page, or all of them as a file. */
@Needs("interactions")
@RestController
@RequestMapping("/api/interactions")
class InteractionListController {

    private static final List<Column<InteractionView>> COLUMNS = List.of(
            new Column<>("id", row -> row.id().value()),
            new Column<>("customerId", row -> row.customerId().value()),
            new Column<>("occurredAt", InteractionView::occurredAt),
            new Column<>("channel", InteractionView::channel),
            new Column<>("direction", InteractionView::direction),
            new Column<>("topic", InteractionView::topic),
            new Column<>(
                    "outcome",
                    row -> row.outcome() == null ? null : row.outcome().code()),
            new Column<>("subject", InteractionView::subject, "content:read"));

    private final Interactions interactions;
    private final Listing listing;

    InteractionListController(Interactions interactions, Keys keys) {
        this.interactions = interactions;
        this.listing = Listing.signedBy(text -> keys.signature("interactions-list", text))
                .text("customerId", "state.customerId")
                .oneOf("channel", "state.channel", Channel.class)
                .oneOf("direction", "state.direction", Direction.class)
                .oneOf("topic", "state.topic", Topic.class)
                .text("outcome", "state.outcome.code")
                .text("externalSystem", "state.externalId.system")
                .text("externalId", "state.externalId.id")
                .times("occurredAt", "state.occurredAt")
                .sortedBy("occurredAt", "state.occurredAt", BsonType.DATE_TIME)
                .sortedAtFirst("-occurredAt");
    }

    @GetMapping
    ResponseEntity<Pages.Items<InteractionView>> list(ListRequest request, Scope scope) {
        var page = interactions.list(scope, request.query(listing)).map(Versioned::state);
        return Pages.answer(request, page, InteractionView::of);
    }

    @Needs("interactions:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(ListRequest request, Scope scope) {
        var query = request.query(listing);
        return CsvExport.answer(
                "interactions.csv",
                COLUMNS,
                () -> interactions.stream(scope, query).map(Versioned::state).map(InteractionView::of));
    }
}
