package io.crmesh.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");

    @Test
    void hashIsTheDocumentedOne() throws Exception {
        var entry = new Entry(
                AT,
                "USER:usr_1",
                Action.READ,
                "customers:read",
                "GET /a/{id}",
                List.of("cus_1", "cus_2"),
                2,
                200,
                "7f");
        var zeros = "0".repeat(64);
        var text =
                zeros + "\n1\n1772359200123\nUSER:usr_1\nREAD\ncustomers:read\nGET /a/{id}\ncus_1 cus_2\n2\n200\n7f\n";

        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));

        assertThat(Link.after(1, zeros, entry).hash()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void parsedEntryEqualsSpooledEntry() {
        var full =
                new Entry(AT, "USER:usr_1", Action.EXPORTED, "orders:export", "GET /x", List.of("a", "b"), 7, 200, "t");
        var bare = new Entry(AT, "USER:usr_1", Action.SIGN_IN, null, "POST /y", List.of(), 0, 204, null);

        assertThat(Entry.parse(full.canonical())).contains(full);
        assertThat(Entry.parse(bare.canonical())).contains(bare);
        assertThat(Entry.parse("nonsense")).isEmpty();
        assertThat(Entry.parse(full.canonical().replace("EXPORTED", "NOTHING"))).isEmpty();
    }

    @Test
    void separatorsInTextsAreReplaced() {
        var odd =
                new Entry(AT, "USER:usr\n1", Action.READ, "", "GET /x\r\n200", List.of("cus 1", "cus\n2"), 2, 200, "");

        assertThat(odd.actor()).isEqualTo("USER:usr?1");
        assertThat(odd.what()).isEqualTo("GET /x??200");
        assertThat(odd.records()).containsExactly("cus?1", "cus?2");
        assertThat(odd.permission()).isNull();
        assertThat(Entry.parse(odd.canonical())).contains(odd);
    }

    @Test
    void longTextsAndListsAreCut() {
        var ids = IntStream.range(0, 500).mapToObj(i -> "cus_" + i).toList();
        var large = new Entry(AT, "u".repeat(5_000), Action.READ, null, "GET /x", ids, 500, 200, null);

        assertThat(large.actor()).hasSize(200);
        assertThat(large.records()).hasSize(Entry.MOST_RECORDS);
        assertThat(large.count()).isEqualTo(500);
    }
}
