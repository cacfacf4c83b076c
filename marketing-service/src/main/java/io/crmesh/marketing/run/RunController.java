package io.crmesh.marketing.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.run.Run.Cause;
import io.crmesh.marketing.run.Run.Done;
import io.crmesh.marketing.run.Run.Stage;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
import io.crmesh.platform.record.RecordReads;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for runs. */
@Needs("marketing")
@RestController
@RequestMapping("/api/runs")
class RunController implements Listed {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunView(
            @RecordId String id,
            @JsonUnwrapped Cause cause,
            String customer,
            @JsonUnwrapped ProgressView progress,
            Instant startedAt,
            @Nullable Instant endedAt) {

        static RunView of(Run run) {
            var progress = run.progress();
            return new RunView(
                    run.id(),
                    run.cause(),
                    run.customer(),
                    new ProgressView(progress.stage(), progress.steps(), progress.done(), progress.reason()),
                    run.startedAt(),
                    run.endedAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressView(
            Stage state,
            List<String> waitingFor,
            List<Done> done,
            @Nullable String reason) {}

    private final Runs runs;
    private final ClosedAutomations closed;
    private final Listing listing;

    RunController(Runs runs, ClosedAutomations closed, RecordReads reads) {
        this.runs = runs;
        this.closed = closed;
        this.listing = reads.listing(RunList.LIST);
    }

    @Override
    public Listing listing(String method) {
        return listing;
    }

    @GetMapping("/{id}")
    ResponseEntity<RunView> show(@PathVariable String id, AccessScope scope) {
        var run = runs.get(id, scope);
        closed.hide(run.state().cause().automation(), "run");
        return Answers.ok(run, RunView::of);
    }

    @GetMapping
    ResponseEntity<Pages.Items<RunView>> list(ListRequest request, AccessScope scope) {
        var query = request.query(listing).without(RunList.AUTOMATION, closed.ids());
        return Pages.answer(request, runs.list(scope, query), found -> RunView.of(found.state()));
    }
}
