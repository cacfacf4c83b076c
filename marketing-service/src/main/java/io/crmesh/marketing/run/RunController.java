package io.crmesh.marketing.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.run.Run.Done;
import io.crmesh.marketing.run.Run.Stage;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import java.util.List;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets people see what automations did and are doing. */
@Needs("marketing")
@RestController
@RequestMapping("/api/runs")
class RunController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunView(
            @RecordId String id,
            String automation,
            int version,
            String customer,
            String fact,
            Stage state,
            List<String> waitingFor,
            List<Done> done,
            @Nullable String reason,
            Instant startedAt,
            @Nullable Instant endedAt) {

        static RunView of(Run run) {
            return new RunView(
                    run.id(),
                    run.automation(),
                    run.version(),
                    run.customer(),
                    run.fact(),
                    run.stage(),
                    run.steps(),
                    run.done(),
                    run.reason(),
                    run.startedAt(),
                    run.endedAt());
        }
    }

    private final Runs runs;
    private final ClosedAutomations closed;
    private final Listing listing;

    RunController(Runs runs, ClosedAutomations closed, Keys keys) {
        this.runs = runs;
        this.closed = closed;
        this.listing = Listing.signedBy(text -> keys.signature("runs-list", text))
                .text("automation", "find.automation")
                .text("customer", "access.customer")
                .oneOf("state", "find.stage", Stage.class)
                .sortedBy("startedAt", "find.startedAt", BsonType.DATE_TIME)
                .sortedAtFirst("-startedAt");
    }

    @GetMapping("/{id}")
    ResponseEntity<RunView> show(@PathVariable String id, Scope scope) {
        var run = runs.get(id, scope);
        closed.hide(run.state().automation(), "run");
        return Answers.ok(run, RunView::of);
    }

    @GetMapping
    ResponseEntity<Pages.Items<RunView>> list(ListRequest request, Scope scope) {
        var query = request.query(listing).without("find.automation", closed.ids());
        return Pages.answer(request, runs.list(scope, query), found -> RunView.of(found.state()));
    }
}
