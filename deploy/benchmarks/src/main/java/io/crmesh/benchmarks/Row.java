package io.crmesh.benchmarks;

import io.crmesh.benchmarks.report.Outcome;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** One thing that is measured, beside its yardsticks. */
public interface Row {

    /** By which it is asked for. */
    String name();

    Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException;
}
