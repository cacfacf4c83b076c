package io.crmesh.benchmarks.report;

import java.util.List;

/**
 * What one measurement found.
 *
 * @param profile how the JVMs were set up
 * @param foreign how many cores others kept busy, round by round
 * @param notes what one must know to read the figures
 */
public record Outcome(
        String name,
        String title,
        String profile,
        List<Figure> figures,
        List<Table> tables,
        List<Double> foreign,
        List<String> notes) {}
