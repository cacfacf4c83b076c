package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.report.Outcome;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Benchmark: measures one thing, beside its yardsticks. */
public interface Benchmark {

    /** The name that selects the benchmark on the command line. */
    String name();

    Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException, ExecutionException;
}
