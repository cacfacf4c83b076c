package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A declared index, kept in the file beside the documents. It serves every filter that has equality (or {@code $in}) on
 * its first keys; a document that has none of its fields has no entry. It finds a superset of what matches, at worst.
 */
final class EqualityIndex extends Index<Object> {

    enum Kind {
        PLAIN,
        UNIQUE,
        UNIQUE_IF_PRESENT
    }

    /** Beyond this many look-ups the remaining keys are left to matching. */
    private static final int MOST_LOOK_UPS = 10_000;

    private final Kind kind;
    private final MVMap<String, Object> entries;
    private final boolean isNew;

    EqualityIndex(String name, List<IndexKey> keys, Kind kind, MVMap<String, Object> entries, boolean isNew) {
        super(name, keys, kind != Kind.UNIQUE);
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
        Set<String> beginnings = Set.of("");
        for (var key : getKeys().subList(0, pinnedKeys(equalities))) {
            beginnings = IndexEntries.extend(beginnings, equalities.of(key.getKey()));
        }
        var positions = new LinkedHashSet<Object>();
        beginnings.forEach(beginning -> addPositions(beginning, positions));
        return positions;
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
        return IndexEntries.of(document, getKeys(), kind == Kind.UNIQUE);
    }

    private static Object positionOf(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public boolean isUnique() {
        return kind != Kind.PLAIN;
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
