package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Secondary index, kept in the file beside the documents. It serves every filter that has equality (or {@code $in}) on its
 * first keys, and every order that its next keys are in. It finds a superset of what matches, at worst.
 */
public final class DeclaredIndex extends Index<Object> {

    public enum Kind {
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

        public static Kind of(boolean unique, boolean sparse) {
            if (unique) {
                return sparse ? UNIQUE_IF_PRESENT : UNIQUE;
            }
            return sparse ? PLAIN_IF_PRESENT : PLAIN;
        }
    }

    private static final QueryMatcher MATCHER = new DefaultQueryMatcher();
    private static final IndexKey ID = new IndexKey("_id", true);

    /** Beyond this many look-ups the remaining keys are left to matching. */
    private static final int MOST_LOOK_UPS = 10_000;

    private final Kind kind;
    private final IndexPattern pattern;
    private final MVMap<String, Pointer> entries;
    private final MVMap<String, Boolean> multikey;
    private final boolean isNew;

    /**
     * Where an index is kept.
     *
     * @param multikey the names of those indexes in which a document ever had several entries
     */
    public record Place(MVMap<String, Pointer> entries, MVMap<String, Boolean> multikey, boolean isNew) {

        /** Opens the one of this name, or makes it. */
        public static Place in(MVStore store, String name) {
            var isNew = !store.hasMap(name);
            var types = new MVMap.Builder<String, Pointer>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(PointerType.INSTANCE);
            return new Place(store.openMap(name, types), store.openMap("multikey"), isNew);
        }
    }

    public DeclaredIndex(String name, List<IndexKey> keys, Kind kind, Document partialFilter, Place place) {
        super(name, keys, kind.sparse);
        this.kind = kind;
        this.pattern = new IndexPattern(keys, kind.unique, kind.sparse && partialFilter.isEmpty(), partialFilter);
        this.entries = place.entries;
        this.multikey = place.multikey;
        this.isNew = place.isNew;
    }

    public IndexPattern pattern() {
        return pattern;
    }

    /** How many of the first keys the filter pins down. */
    int pinnedKeys(EqualityBounds equalities) {
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

    Set<Object> positions(EqualityBounds equalities) {
        var positions = new LinkedHashSet<Object>();
        beginnings(equalities).forEach(beginning -> addPositions(beginning, positions));
        return positions;
    }

    /** What the entries of all matching documents begin with. */
    private Set<String> beginnings(EqualityBounds equalities) {
        Set<String> beginnings = Set.of("");
        for (var key : getKeys().subList(0, pinnedKeys(equalities))) {
            beginnings = IndexEntries.extend(beginnings, equalities.of(key.getKey()), key.isAscending());
        }
        return beginnings;
    }

    /**
     * Where the documents are, one after the other in an order, from its beginning or from where the filter lets it
     * begin; nothing if these keys are in another order.
     *
     * @param documents how many there are: with more entries than that, some stand in several places
     */
    Optional<Iterator<Object>> inOrder(Document order, EqualityBounds equalities, Document filter, long documents) {
        var pinned = pinnedKeys(equalities);
        var backwards = isBackwards(order, pinned);
        if (backwards.isEmpty() || !hasEachDocumentOnce(documents)) {
            return Optional.empty();
        }
        var beginnings = beginnings(equalities);
        if (beginnings.size() != 1) {
            return Optional.empty();
        }
        var range = FieldRange.of(filter, order.keySet().iterator().next());
        var ascending = pinned == getKeys().size() || getKeys().get(pinned).isAscending();
        var walk = range.texts(beginnings.iterator().next(), ascending);
        var cursor = backwards.get()
                ? entries.cursor(walk.last(), walk.first(), true)
                : entries.cursor(walk.first(), walk.last(), false);
        return Optional.of(new Values(cursor));
    }

    private boolean hasEachDocumentOnce(long documents) {
        if (pattern.sparse()) {
            return false;
        }
        return pattern.partialFilter().isEmpty()
                ? entries.sizeAsLong() == documents
                : !multikey.containsKey(entries.getName());
    }

    /**
     * Whether the entries have to be read from their end to come in this order; nothing if they are in another one. The
     * keys behind the pinned ones count, and then the id, by which entries with the same keys stand.
     */
    private Optional<Boolean> isBackwards(Document order, int pinned) {
        var keys = new ArrayList<>(getKeys().subList(pinned, getKeys().size()));
        if (keys.stream().noneMatch(key -> key.getKey().equals(ID.getKey()))) {
            keys.add(ID);
        }
        if (order.isEmpty() || order.size() > keys.size()) {
            return Optional.empty();
        }
        var directions = new HashSet<Boolean>();
        var key = keys.iterator();
        for (var wanted : order.entrySet()) {
            var next = key.next();
            if (!next.getKey().equals(wanted.getKey())) {
                return Optional.empty();
            }
            directions.add(next.isAscending() == FieldRange.isDescending(wanted.getValue()));
        }
        return directions.size() == 1 ? Optional.of(directions.iterator().next()) : Optional.empty();
    }

    /** What the entries point to. */
    private record Values(Cursor<String, Pointer> cursor) implements Iterator<Object> {

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Object next() {
            var entry = cursor.next();
            return cursor.getValue().in(entry);
        }
    }

    private void addPositions(String beginning, Set<Object> positions) {
        var cursor = entries.cursor(beginning);
        while (cursor.hasNext()) {
            var entry = cursor.next();
            if (!entry.startsWith(beginning)) {
                break;
            }
            positions.add(cursor.getValue().in(entry));
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
        if (mayDiffer(before, after)) {
            check(after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (mayDiffer(before, after)) {
            change(entriesOf(before), entriesOf(after), Missing.ofNullable(position));
        }
    }

    /** Most updates change no key, and then cost the index next to nothing. */
    private boolean mayDiffer(Document before, Document after) {
        return !pattern.partialFilter().isEmpty()
                || getKeys().stream().anyMatch(key -> {
                    var value = IndexEntries.valueAt(after, key.getKey());
                    return value == IndexEntries.Values.SEVERAL
                            || !value.equals(IndexEntries.valueAt(before, key.getKey()));
                });
    }

    private void change(Set<String> before, Set<String> after, Object position) {
        var suffix = endsWithId() ? "" : IndexEntries.text(position);
        for (var entry : before) {
            if (!after.contains(entry)) {
                var _ = entries.remove(entry + suffix);
            }
        }
        if (after.size() > 1) {
            var _ = multikey.putIfAbsent(entries.getName(), true);
        }
        for (var entry : after) {
            if (!before.contains(entry)) {
                var whole = entry + suffix;
                var _ = entries.put(whole, Pointer.of(whole, position));
            }
        }
    }

    /** Then no two documents have the same entry. */
    private boolean endsWithId() {
        return getKeys().getLast().getKey().equals(ID.getKey());
    }

    private void check(Document document, MongoCollection<Object> collection) {
        if (isCompoundIndex() && arrays(document) > 1) {
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

    private long arrays(Document document) {
        return getKeys().stream()
                .filter(key -> IndexEntries.valueAt(document, key.getKey()) == IndexEntries.Values.SEVERAL)
                .count();
    }

    private Set<String> entriesOf(Document document) {
        return isPartOf(document) ? IndexEntries.of(document, getKeys(), !pattern.sparse()) : Set.of();
    }

    private boolean isPartOf(Document document) {
        return pattern.partialFilter().isEmpty() || MATCHER.matches(document, pattern.partialFilter());
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
        return pinnedKeys(EqualityBounds.in(filter)) > 0;
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return positions(EqualityBounds.in(filter));
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
        var _ = multikey.remove(entries.getName());
    }
}
