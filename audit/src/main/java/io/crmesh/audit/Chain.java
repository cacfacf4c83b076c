package io.crmesh.audit;

import java.util.Optional;

/**
 * Checks a chain from its first entry to its head. Entries are given to it one after the other; the first thing that is
 * wrong is what it says, for all behind it follows from that.
 */
public final class Chain {

    /**
     * Where a chain is broken.
     *
     * @param sequence of the first entry that is not as it was
     */
    public record Break(long sequence, String what) {}

    /** The end of a chain that was found whole before. */
    public record Known(long sequence, String hash) {

        public static final Known NOTHING = new Known(0, Head.NONE.hash());
    }

    private final String trail;
    private final HeadKeys keys;
    private final Known known;
    private long sequence;
    private String hash = Head.NONE.hash();
    private Optional<Break> first = Optional.empty();

    /** @param known how far it was whole when it was last looked at */
    public Chain(String trail, HeadKeys keys, Known known) {
        this.trail = trail;
        this.keys = keys;
        this.known = known;
    }

    /** How many entries there were. */
    public long length() {
        return sequence;
    }

    /** Takes the next entry. */
    public void add(Link link) {
        if (first.isEmpty()) {
            first = fault(link).map(what -> new Break(Math.min(link.sequence(), sequence + 1), what));
            sequence = link.sequence();
            hash = link.hash();
        }
    }

    private Optional<String> fault(Link link) {
        if (link.sequence() > sequence + 1) {
            return Optional.of("is missing");
        }
        if (link.sequence() <= sequence) {
            return Optional.of("is there twice, or out of its order");
        }
        if (!link.isAsItWas()) {
            return Optional.of("is not as it was written");
        }
        if (!link.previous().equals(hash)) {
            return Optional.of("does not follow from the entry before it");
        }
        return link.sequence() == known.sequence() && !link.hash().equals(known.hash())
                ? Optional.of("is another one than when this was last verified")
                : Optional.empty();
    }

    /** What is wrong, given that all entries up to this head were added. */
    public Optional<Break> endsWith(Head head) {
        return first.or(() -> fault(head));
    }

    /** What is wrong with a chain that has no head. */
    public Optional<Break> endsWithoutHead() {
        if (sequence == 0 && known.sequence() == 0) {
            return Optional.empty();
        }
        return first.or(() -> Optional.of(new Break(sequence + 1, "and the head are missing")));
    }

    private Optional<Break> fault(Head head) {
        if (!head.isSignedBy(keys, trail)) {
            return Optional.of(new Break(head.sequence(), "has a head over it that none of the keys signed"));
        }
        if (head.sequence() < known.sequence()) {
            return Optional.of(new Break(head.sequence() + 1, "is missing: there was an end at " + known.sequence()));
        }
        if (sequence < head.sequence()) {
            return Optional.of(new Break(sequence + 1, "is missing: the head is at " + head.sequence()));
        }
        return hash.equals(head.hash())
                ? Optional.empty()
                : Optional.of(new Break(head.sequence(), "is another one than the head was signed over"));
    }
}
