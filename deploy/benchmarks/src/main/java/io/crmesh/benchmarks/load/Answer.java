package io.crmesh.benchmarks.load;

/**
 * What came back.
 *
 * @param location the last part of where it says that the new thing is; empty if it does not
 * @param at when all of it was here, by {@link System#nanoTime}
 */
record Answer(int status, String location, long at) {

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
