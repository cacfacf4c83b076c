package io.crmesh.platform.lease;

import java.util.List;
import java.util.stream.IntStream;

/** Partitioning of unfinished work into slots, so that replicas can share its sweeping. */
public final class Slots {

    static final int COUNT = 64;
    public static final List<Integer> ALL = IntStream.range(0, COUNT).boxed().toList();

    private Slots() {}

    public static int of(String id) {
        return id.hashCode() & (COUNT - 1);
    }
}
