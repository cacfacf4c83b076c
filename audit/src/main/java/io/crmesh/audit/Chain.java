package io.crmesh.audit;

import java.util.Optional;

/**
 * Verifier of a hash chain, from its first entry to its signed head. It takes the entries one by one and reports the
 * first fault, because later ones follow from it.
 */
public final class Chain {

    /**
     * Where a chain is broken.
     *
     * @param sequence of the first entry that is not as it was
     */
    public record Break(long sequence, String what) {}

    /** The end of the chain at its last successful verification. */
    public record Known(long sequence, String hash) {

        public static final Known NOTHING = new Known(0, Head.NONE.hash());
    }

    private final String trail;
    private final HeadKeys keys;
    private final Known known;
    private long sequence;
    private String hash = Head.NONE.hash();
    private Optional<Break> first = Optional.empty();

    /** @param known the end of the chain at its last verification */
    public Chain(String trail, HeadKeys keys, Known known) {
        this.trail = trail;
        this.keys = keys;
        this.known = known;
    }

    /** The number of entries. */
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
        if (!link.hasValidHash()) {
            return Optional.of("is not as it was written");
        }
        if (!link.previous().equals(hash)) {
            return Optional.of("does not follow from the entry before it");
        }
        return link.sequence() == known.sequence() && !link.hash().equals(known.hash())
                ? Optional.of("is another one than when this was last verified")
                : Optional.empty();
    }

    /** The first fault, after all entries up to this head were added. */
    public Optional<Break> endsWith(Head head) {
        return first.or(() -> fault(head));
    }

    /** The first fault of a chain that has no head. */
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
