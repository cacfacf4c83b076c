package io.crmesh.customer.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does something for each of a block, many side by side; what shares a mark is done one after the other. */
final class Lanes {

    private static final int LANES = 64;

    private Lanes() {}

    /** The answers, lane by lane; the first fault is thrown when all lanes have ended. */
    static <T, R> List<R> each(List<T> block, Function<T, Object> mark, Function<T, R> work)
            throws InterruptedException {
        var lanes = new ArrayList<List<T>>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new ArrayList<>());
        }
        block.forEach(one ->
                lanes.get(Math.floorMod(mark.apply(one).hashCode(), LANES)).add(one));
        var answers = new ArrayList<R>(block.size());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<Future<List<R>>>();
            for (var lane : lanes) {
                done.add(workers.submit(() -> lane.stream().map(work).toList()));
            }
            for (var lane : done) {
                answers.addAll(lane.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
        return answers;
    }
}
