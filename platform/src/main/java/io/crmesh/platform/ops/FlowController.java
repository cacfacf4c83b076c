package io.crmesh.platform.ops;

import io.crmesh.platform.auth.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller, internal: reports to the gateway which events are in progress here. Not reachable from outside. */
@Needs("operations")
@RestController
class FlowController {

    private final FlowReport report;

    FlowController(FlowReport report) {
        this.report = report;
    }

    @GetMapping("/internal/flow")
    Flow flow() {
        return report.read();
    }
}
