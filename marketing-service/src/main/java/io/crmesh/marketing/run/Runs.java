package io.crmesh.marketing.run;

import io.crmesh.marketing.run.RunEvent.Triggered;
import io.crmesh.platform.Command;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Follower;
import io.crmesh.platform.store.Stores;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Repository of runs. A run is only created as the follower of a decision. */
@Repository
public class Runs extends Aggregates<Run, RunEvent> {

    static final AggregateType<Run, RunEvent> TYPE = AggregateType.<Run, RunEvent>of(
                    "run", "runs", "run_", Run.class, Run::fold)
            .keyedBy(Run::customer)
            .listedBy(RunList.LIST);

    Runs(Stores stores) {
        super(stores, TYPE);
    }

    /** Prepares the run that follows from a decision. */
    public Follower begin(Triggered triggered, RecordOwner owner, Command command) {
        return prepare(triggered.id(), owner, command, List.of(triggered));
    }
}
