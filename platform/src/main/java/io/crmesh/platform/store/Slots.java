package io.crmesh.platform.store;

import java.util.List;
import java.util.stream.IntStream;

/** Unfinished work is spread over slots, so that replicas can share its sweeping. */
final class Slots {

    static final int COUNT = 64;
    static final List<Integer> ALL = IntStream.range(0, COUNT).boxed().toList();

    private Slots() {}

    static int of(String id) {
        return id.hashCode() & (COUNT - 1);
    }
}
