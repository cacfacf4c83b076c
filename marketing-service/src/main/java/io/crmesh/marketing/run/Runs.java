package io.crmesh.marketing.run;

import io.crmesh.marketing.run.RunEvent.Triggered;
import io.crmesh.platform.Command;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Stores;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** All runs. A run comes to be as the follower of a decision, and no other way. */
@Repository
public class Runs extends Aggregates<Run, RunEvent> {

    static final AggregateType<Run, RunEvent> TYPE = AggregateType.<Run, RunEvent>of(
                    "run", "runs", "run_", Run.class, Run::fold)
            .keyedBy(Run::customer)
            .foundBy(run -> Map.of(
                    "automation", run.automation(),
                    "stage", run.stage().name(),
                    "startedAt", run.startedAt()))
            .indexed("find.automation", "find.startedAt")
            .indexed("find.startedAt");

    Runs(Stores stores) {
        super(stores, TYPE);
    }

    /** The run that a decision must lead to. */
    public Follower begin(Triggered triggered, Access access, Command command) {
        return prepare(triggered.id(), access, command, List.of(triggered));
    }
}
