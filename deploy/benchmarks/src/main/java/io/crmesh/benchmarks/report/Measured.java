package io.crmesh.benchmarks.report;

import java.time.Instant;

/** Outcome as it is stored beside the page, until the same benchmark runs again. */
public record Measured(Instant at, Machine machine, String revision, Outcome outcome) {}
