package io.crmesh.benchmarks.load;

/**
 * Schedule of a steady load: the intended start of each request, independent of earlier answers. A subject that stalls
 * still gets the requests that are due meanwhile, and their waiting time counts (no coordinated omission).
 *
 * @param begin of the first request, by {@link System#nanoTime}
 */
record Schedule(long begin, double perSecond) {

    private static final double NANOS = 1e9;

    long intended(long number) {
        return begin + Math.round(number * NANOS / perSecond);
    }
}
