package io.crmesh.marketing.run;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.customer;
import static io.crmesh.platform.list.ListField.filter;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.marketing.run.Run.Stage;
import io.crmesh.platform.list.RecordList;

/** The list of runs, one line per field. It has no export. */
final class RunList {

    static final String AUTOMATION = "state.cause.automation";

    static final RecordList<Run> LIST = RecordList.of(
            "runs",
            "-startedAt",
            filter("automation", AUTOMATION),
            customer("customer", Run::customer).filters(),
            code("state", Stage.class, (Run run) -> run.progress().stage())
                    .at("state.progress.stage")
                    .filters(),
            time("startedAt", Run::startedAt).sorts());

    private RunList() {}
}
