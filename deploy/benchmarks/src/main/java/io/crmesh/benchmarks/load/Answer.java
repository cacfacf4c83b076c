package io.crmesh.benchmarks.load;

/**
 * Answer of a server to one request.
 *
 * @param location the id in the Location header; empty if there is none
 * @param at when the whole answer had arrived, by {@link System#nanoTime}
 */
record Answer(int status, String location, long at) {

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
