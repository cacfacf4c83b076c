package io.crmesh.platform.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecordOwnerTest {

    private static final RecordOwner ANN = new RecordOwner("cus_1", "ann", "south");
    private static final RecordOwner BOB = new RecordOwner("cus_1", "bob", "north");

    @Test
    void unchangedOwnerIsWrittenOnce() {
        var written = new ArrayList<RecordOwner>();

        RecordOwner.writeUntilCurrent(() -> ANN, written::add);

        assertThat(written).containsExactly(ANN);
    }

    @Test
    void olderOwnerIsNotTheLastOneWritten() {
        var row = new AtomicReference<>(ANN);
        var written = new ArrayList<RecordOwner>();

        RecordOwner.writeUntilCurrent(row::get, access -> {
            if (access.equals(ANN)) {
                row.set(BOB);
                written.add(BOB); // a concurrent writer with the newer owner is faster
            }
            written.add(access);
        });

        assertThat(written).isEqualTo(List.of(BOB, ANN, BOB));
    }
}
