package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A declared index, kept in the file beside the documents. It serves every filter that has equality (or {@code $in}) on
 * its first keys, and every order that its next keys are in. It finds a superset of what matches, at worst.
 */
final class DeclaredIndex extends Index<Object> {

    enum Kind {
        PLAIN(false, false),
        PLAIN_IF_PRESENT(false, true),
        UNIQUE(true, false),
        UNIQUE_IF_PRESENT(true, true);

        private final boolean unique;
        private final boolean sparse;

        Kind(boolean unique, boolean sparse) {
            this.unique = unique;
            this.sparse = sparse;
        }

        static Kind of(boolean unique, boolean sparse) {
            if (unique) {
                return sparse ? UNIQUE_IF_PRESENT : UNIQUE;
            }
            return sparse ? PLAIN_IF_PRESENT : PLAIN;
        }
    }

    /** Beyond this many look-ups the remaining keys are left to matching. */
    private static final int MOST_LOOK_UPS = 10_000;

    private final Kind kind;
    private final MVMap<String, Object> entries;
    private final boolean isNew;

    DeclaredIndex(String name, List<IndexKey> keys, Kind kind, MVMap<String, Object> entries, boolean isNew) {
        super(name, keys, kind.sparse);
        this.kind = kind;
        this.entries = entries;
        this.isNew = isNew;
    }

    /** How many of the first keys the filter pins down. */
    int pinnedKeys(Equalities equalities) {
        var pinned = 0;
        var lookUps = 1L;
        for (var key : getKeys()) {
            lookUps *= equalities.of(key.getKey()).size();
            if (lookUps == 0 || (pinned > 0 && lookUps > MOST_LOOK_UPS)) {
                break;
            }
            pinned++;
        }
        return pinned;
    }

    Set<Object> positions(Equalities equalities) {
        var positions = new LinkedHashSet<Object>();
        beginnings(equalities).forEach(beginning -> addPositions(beginning, positions));
        return positions;
    }

    /** What the entries of all matching documents begin with. */
    private Set<String> beginnings(Equalities equalities) {
        Set<String> beginnings = Set.of("");
        for (var key : getKeys().subList(0, pinnedKeys(equalities))) {
            beginnings = IndexEntries.extend(beginnings, equalities.of(key.getKey()));
        }
        return beginnings;
    }

    /**
     * Where the documents are, one after the other in an order, from its beginning or from where the filter lets it
     * begin; nothing if these keys are in another order.
     *
     * @param documents how many there are: with more entries than that, some stand in several places
     */
    Optional<Iterator<Object>> inOrder(Document order, Equalities equalities, Document filter, long documents) {
        if (kind.sparse || !isOrder(order, pinnedKeys(equalities)) || entries.sizeAsLong() != documents) {
            return Optional.empty();
        }
        var beginnings = beginnings(equalities);
        if (beginnings.size() != 1) {
            return Optional.empty();
        }
        var descending = Range.isDescending(order);
        var range = Range.of(filter, order.keySet().iterator().next());
        var walk = range.texts(beginnings.iterator().next());
        var cursor = descending
                ? entries.cursor(walk.last(), walk.first(), true)
                : entries.cursor(walk.first(), walk.last(), false);
        return Optional.of(new Values(cursor));
    }

    /** Whether the order asks for the keys behind the pinned ones, all in one direction; the id comes last by itself. */
    private boolean isOrder(Document order, int pinned) {
        if (order.isEmpty()) {
            return false;
        }
        var wanted = new ArrayList<>(order.keySet());
        var keys = keys().subList(pinned, keys().size());
        if (wanted.size() == keys.size() + 1 && wanted.getLast().equals("_id")) {
            wanted.removeLast();
        }
        return !wanted.isEmpty()
                && wanted.size() <= keys.size()
                && keys.subList(0, wanted.size()).equals(wanted)
                && Range.isOneWay(order);
    }

    /** What the entries point to. */
    private record Values(Cursor<String, Object> cursor) implements Iterator<Object> {

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Object next() {
            var _ = cursor.next();
            return cursor.getValue();
        }
    }

    private void addPositions(String beginning, Set<Object> positions) {
        var cursor = entries.cursor(beginning);
        while (cursor.hasNext() && cursor.next().startsWith(beginning)) {
            positions.add(cursor.getValue());
        }
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        check(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        change(Set.of(), entriesOf(document), Missing.ofNullable(position));
    }

    @Override
    public Object remove(Document document) {
        var position = positionOf(document);
        change(entriesOf(document), Set.of(), position);
        return position;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        check(after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        change(entriesOf(before), entriesOf(after), Missing.ofNullable(position));
    }

    private void change(Set<String> before, Set<String> after, Object position) {
        var suffix = IndexEntries.text(position);
        for (var entry : before) {
            if (!after.contains(entry)) {
                var _ = entries.remove(entry + suffix);
            }
        }
        for (var entry : after) {
            if (!before.contains(entry)) {
                var _ = entries.put(entry + suffix, position);
            }
        }
    }

    private void check(Document document, MongoCollection<Object> collection) {
        if (isCompoundIndex()) {
            var _ = getKeyValues(document); // Refuses two arrays in one document, as a real server does.
        }
        if (isUnique()) {
            var own = positionOf(document);
            var taken = new LinkedHashSet<Object>();
            entriesOf(document).forEach(entry -> addPositions(entry, taken));
            if (taken.stream().anyMatch(position -> !position.equals(own))) {
                throw new DuplicateKeyError(
                        this,
                        collection,
                        getKeys(),
                        getKeyValues(document).iterator().next());
            }
        }
    }

    private Set<String> entriesOf(Document document) {
        return IndexEntries.of(document, getKeys(), !kind.sparse);
    }

    private static Object positionOf(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public boolean isUnique() {
        return kind.unique;
    }

    /** Only a new index has to be filled; an old one may be empty because there is nothing to find. */
    @Override
    public boolean isEmpty() {
        return isNew;
    }

    /** Where a document is, only its id tells. */
    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public boolean canHandle(Document filter) {
        return pinnedKeys(Equalities.in(filter)) > 0;
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return positions(Equalities.in(filter));
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
