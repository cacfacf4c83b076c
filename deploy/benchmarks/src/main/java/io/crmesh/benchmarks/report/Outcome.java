package io.crmesh.benchmarks.report;

import java.util.List;

/**
 * Outcome of one benchmark.
 *
 * @param profile flags of the JVMs
 * @param foreign number of cores that other processes used, by round
 * @param notes what a reader must know about the figures
 */
public record Outcome(
        String name,
        String title,
        String profile,
        List<Figure> figures,
        List<Table> tables,
        List<Double> foreign,
        List<String> notes) {}
