package io.crmesh.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.audit.Chain.Break;
import io.crmesh.audit.Chain.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {

    private static final String TRAIL = "customers";

    @TempDir
    private Path folder;

    private HeadKeys keys;
    private List<Link> links;
    private Head head;

    @BeforeEach
    void makeChainOfTen() throws IOException {
        keys = KeyFiles.in(folder.resolve("keys"), "first");
        links = chain(Head.NONE.hash(), 1, 10);
        head = Head.signed(TRAIL, links.getLast(), keys);
    }

    @Test
    void validChainIsVerified() {
        assertThat(verify(links, head, Known.NOTHING)).isEmpty();
        assertThat(verify(links, head, new Known(7, links.get(6).hash()))).isEmpty();
    }

    @Test
    void changedFieldIsReported() {
        var was = links.get(4).entry();
        var others = List.of(
                entry(was.at().plusMillis(1), "USER:usr_5", was.records()),
                entry(was.at(), "USER:usr_other", was.records()),
                entry(was.at(), was.actor(), List.of("cus_other")),
                entry(was.at(), was.actor(), List.of("cus_5", "cus_6")),
                new Entry(
                        was.at(),
                        was.actor(),
                        Action.EXPORT,
                        was.permission(),
                        was.what(),
                        was.records(),
                        1,
                        200,
                        null),
                new Entry(was.at(), was.actor(), Action.READ, null, was.what(), was.records(), 1, 200, null),
                new Entry(was.at(), was.actor(), Action.READ, was.permission(), "GET /b", was.records(), 1, 200, null),
                new Entry(
                        was.at(), was.actor(), Action.READ, was.permission(), was.what(), was.records(), 2, 200, null),
                new Entry(
                        was.at(), was.actor(), Action.READ, was.permission(), was.what(), was.records(), 1, 404, null),
                new Entry(
                        was.at(), was.actor(), Action.READ, was.permission(), was.what(), was.records(), 1, 200, "t"));

        assertThat(others).allSatisfy(other -> {
            var changed = new ArrayList<>(links);
            changed.set(
                    4, new Link(5, other, links.get(4).previous(), links.get(4).hash()));
            assertThat(verify(changed, head, Known.NOTHING)).contains(new Break(5, "is not as it was written"));
        });
    }

    @Test
    void entryChangedWithItsHashBreaksNextEntry() {
        var changed = new ArrayList<>(links);
        changed.set(4, Link.after(5, links.get(3).hash(), entry(Instant.EPOCH, "USER:usr_x", List.of())));

        assertThat(verify(changed, head, Known.NOTHING))
                .contains(new Break(6, "does not follow from the entry before it"));
    }

    @Test
    void removedEntryIsReported() {
        var fewer = new ArrayList<>(links);
        fewer.remove(3);

        assertThat(verify(fewer, head, Known.NOTHING)).contains(new Break(4, "is missing"));
    }

    @Test
    void removedEntryWithRenumberedFollowersIsReported() {
        var fewer = new ArrayList<>(links.subList(0, 3));
        links.subList(4, 10)
                .forEach(link -> fewer.add(new Link(link.sequence() - 1, link.entry(), link.previous(), link.hash())));

        assertThat(verify(fewer, head, Known.NOTHING)).contains(new Break(4, "is not as it was written"));
    }

    @Test
    void swappedEntriesAreReported() {
        var swapped = new ArrayList<>(links);
        swapped.set(
                2,
                new Link(
                        3,
                        links.get(3).entry(),
                        links.get(3).previous(),
                        links.get(3).hash()));
        swapped.set(
                3,
                new Link(
                        4,
                        links.get(2).entry(),
                        links.get(2).previous(),
                        links.get(2).hash()));

        assertThat(verify(swapped, head, Known.NOTHING)).contains(new Break(3, "is not as it was written"));
    }

    @Test
    void insertedEntryIsReported() {
        var more = new ArrayList<>(links);
        more.add(5, links.get(4));

        assertThat(verify(more, head, Known.NOTHING)).contains(new Break(5, "is there twice, or out of its order"));
    }

    @Test
    void recomputedChainDiffersFromSignedHead() {
        var other = chain(Head.NONE.hash(), 1, 9);
        other.add(Link.after(10, other.getLast().hash(), entry(Instant.EPOCH, "USER:usr_x", List.of())));

        assertThat(verify(other, head, Known.NOTHING))
                .contains(new Break(10, "is another one than the head was signed over"));
    }

    @Test
    void truncatedTailIsReported() {
        assertThat(verify(links.subList(0, 8), head, Known.NOTHING))
                .contains(new Break(9, "is missing: the head is at 10"));
    }

    @Test
    void truncatedTailWithRestoredOldHeadIsReportedAfterEarlierVerification() {
        var fewer = links.subList(0, 8);
        var old = Head.signed(TRAIL, fewer.getLast(), keys);

        assertThat(verify(fewer, old, Known.NOTHING)).isEmpty();
        assertThat(verify(fewer, old, new Known(10, links.getLast().hash())))
                .contains(new Break(9, "is missing: there was an end at 10"));
    }

    @Test
    void signedChainThatDiffersFromVerifiedOneIsReported() {
        var other = chain(Head.NONE.hash(), 1, 6);
        other.add(Link.after(7, other.getLast().hash(), entry(Instant.EPOCH, "USER:usr_x", List.of())));
        other.addAll(chain(other.getLast().hash(), 8, 10));

        assertThat(verify(
                        other,
                        Head.signed(TRAIL, other.getLast(), keys),
                        new Known(7, links.get(6).hash())))
                .contains(new Break(7, "is another one than when this was last verified"));
    }

    @Test
    void headWithInvalidSignatureIsReported() throws IOException {
        var others = KeyFiles.in(folder.resolve("others"), "first");
        var foreign = Head.signed(TRAIL, links.getLast(), others);
        var borrowed = Head.signed("orders", links.getLast(), keys);
        var moved = new Head(9, head.hash(), head.at(), head.key(), head.signature());
        var empty = new Head(10, head.hash(), head.at(), head.key(), "nonsense");

        assertThat(List.of(foreign, borrowed, moved, empty))
                .allSatisfy(each -> assertThat(verify(links.subList(0, (int) each.sequence()), each, Known.NOTHING))
                        .contains(new Break(each.sequence(), "has a head over it that none of the keys signed")));
    }

    @Test
    void missingHeadIsValidForEmptyTrailOnly() {
        assertThat(new Chain(TRAIL, keys, Known.NOTHING).endsWithoutHead()).isEmpty();
        assertThat(new Chain(TRAIL, keys, new Known(3, "x")).endsWithoutHead())
                .contains(new Break(1, "and the head are missing"));
    }

    @Test
    void lastKeyByNameSignsAndOlderKeysVerify() throws IOException {
        var both = KeyFiles.in(folder.resolve("keys"), "second");
        var newer = Head.signed(TRAIL, links.getLast(), both);

        assertThat(newer.key()).isNotEqualTo(head.key());
        assertThat(verify(links, newer, both)).isEmpty();
        assertThat(verify(links, head, both)).isEmpty();
    }

    @Test
    void emptyKeyFolderAndInvalidKeyFileAreRefused() throws IOException {
        var none = Files.createDirectory(folder.resolve("none"));
        assertThatThrownBy(() -> new HeadKeys(none)).hasMessageContaining("none");

        Files.writeString(none.resolve("odd.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new HeadKeys(none)).hasMessageContaining("odd.pem");
    }

    private Optional<Break> verify(List<Link> chain, Head end, Known known) {
        var check = new Chain(TRAIL, keys, known);
        chain.forEach(check::add);
        return check.endsWith(end);
    }

    private static Optional<Break> verify(List<Link> chain, Head end, HeadKeys keys) {
        var check = new Chain(TRAIL, keys, Known.NOTHING);
        chain.forEach(check::add);
        return check.endsWith(end);
    }

    private static List<Link> chain(String previous, int from, int to) {
        var chain = new ArrayList<Link>();
        var hash = previous;
        for (int i = from; i <= to; i++) {
            var link = Link.after(i, hash, entry(Instant.ofEpochMilli(i), "USER:usr_" + i, List.of("cus_" + i)));
            chain.add(link);
            hash = link.hash();
        }
        return chain;
    }

    private static Entry entry(Instant at, String actor, List<String> records) {
        return new Entry(at, actor, Action.READ, "customers:read", "GET /a", records, 1, 200, null);
    }
}
