package io.crmesh.benchmarks.contest;

import java.nio.file.Path;

/**
 * Settings of one run of the benchmarks.
 *
 * @param root the folder of the checkout
 */
public record BenchmarkRun(Path root, RunSize extent) {

    /** Prints the progress. */
    public void say(String words) {
        System.out.println("  " + words);
    }
}
