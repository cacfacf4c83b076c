package io.crmesh.local.database.index;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Top-N sort: the first few of many in an order, with only those few in memory. */
public final class TopN {

    private TopN() {}

    public static <T> Stream<T> of(Stream<T> many, long few, Comparator<T> order) {
        var best = new PriorityQueue<T>(order.reversed());
        many.forEach(one -> {
            if (best.size() < few) {
                var _ = best.add(one);
            } else if (order.compare(one, best.element()) < 0) {
                var _ = best.remove();
                var _ = best.add(one);
            }
        });
        return best.stream();
    }
}
