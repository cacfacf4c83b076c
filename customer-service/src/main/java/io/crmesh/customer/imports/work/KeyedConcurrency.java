package io.crmesh.customer.imports.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Keyed concurrency: processes the items of a block in parallel, but items with the same key one after the other. */
final class KeyedConcurrency {

    private static final int LANES = 64;

    private KeyedConcurrency() {}

    /** The results, lane by lane; the first failure is thrown when all lanes have ended. */
    static <T, R> List<R> each(List<T> block, Function<T, Object> key, Function<T, R> work)
            throws InterruptedException {
        var lanes = new ArrayList<List<T>>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new ArrayList<>());
        }
        block.forEach(one ->
                lanes.get(Math.floorMod(key.apply(one).hashCode(), LANES)).add(one));
        var results = new ArrayList<R>(block.size());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<Future<List<R>>>();
            for (var lane : lanes) {
                done.add(workers.submit(() -> lane.stream().map(work).toList()));
            }
            for (var lane : done) {
                results.addAll(lane.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
        return results;
    }
}
