package io.crmesh.benchmarks.load;

/**
 * When each request of a steady stream is meant to start, whatever became of those before it: a subject that stalls is
 * not spared the requests that come meanwhile, nor the time that they wait.
 *
 * @param begin of the first, by {@link System#nanoTime}
 */
record Schedule(long begin, double perSecond) {

    private static final double NANOS = 1e9;

    long intended(long number) {
        return begin + Math.round(number * NANOS / perSecond);
    }
}
