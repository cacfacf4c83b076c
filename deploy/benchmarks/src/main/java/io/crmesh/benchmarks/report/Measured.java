package io.crmesh.benchmarks.report;

import java.time.Instant;

/** An outcome as it is kept beside the page: measurements of other days stay until they are made again. */
public record Measured(Instant at, Machine machine, String revision, Outcome outcome) {}
