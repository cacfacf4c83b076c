package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final Access ANN = new Access("cus_1", "ann", "south");
    private static final Access BOB = new Access("cus_1", "bob", "north");

    @Test
    void whatIsStillSoIsWrittenOnce() {
        var written = new ArrayList<Access>();

        Access.settle(() -> ANN, written::add);

        assertThat(written).containsExactly(ANN);
    }

    @Test
    void whoeverKnewTheOlderOwnerDoesNotHaveTheLastWord() {
        var row = new AtomicReference<>(ANN);
        var written = new ArrayList<Access>();

        Access.settle(row::get, access -> {
            if (access.equals(ANN)) {
                row.set(BOB);
                written.add(BOB); // somebody else is faster with what they know
            }
            written.add(access);
        });

        assertThat(written).isEqualTo(List.of(BOB, ANN, BOB));
    }
}
