package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Query plan: the documents that are looked at to answer a query, one at a time as they are asked for. They are all that
 * can match, and usually more.
 *
 * @param isInOrder whether they come in the order that was asked for; else they must be sorted
 */
public record QueryPlan(Stream<byte[]> found, boolean isInOrder) {

    public static QueryPlan of(
            Document filter, @Nullable Document wanted, List<Index<Object>> indexes, MVMap<Object, byte[]> documents) {
        var order = wanted == null ? new Document() : wanted;
        var equalities = EqualityBounds.in(filter);
        var primary = primary(indexes);
        var ids = equalities.of("_id");
        if (!ids.isEmpty() && primary.isPresent()) {
            return new QueryPlan(at(primary.get().among(ids).iterator(), documents), order.isEmpty());
        }
        var declared = declared(indexes, Conditions.of(filter));
        var best = declared.stream().max(Comparator.comparingInt(index -> index.pinnedKeys(equalities)));
        var pinned = best.map(index -> index.pinnedKeys(equalities)).orElse(0);
        var walk = declared.stream()
                .filter(index -> index.pinnedKeys(equalities) == pinned)
                .flatMap(index -> index.inOrder(order, equalities, filter, documents.sizeAsLong()).stream())
                .findFirst();
        if (walk.isPresent()) {
            return new QueryPlan(at(walk.get(), documents), true);
        }
        if (best.isPresent() && pinned > 0) {
            return new QueryPlan(at(best.get().positions(equalities).iterator(), documents), order.isEmpty());
        }
        if (primary.isPresent() && isOfIds(order)) {
            return new QueryPlan(
                    values(primary.get()
                            .walk(
                                    filter,
                                    FieldRange.isDescending(
                                            order.values().iterator().next()))),
                    true);
        }
        return new QueryPlan(values(documents.cursor(null)), order.isEmpty());
    }

    private static Optional<PrimaryIndex> primary(List<Index<Object>> indexes) {
        return indexes.stream()
                .filter(PrimaryIndex.class::isInstance)
                .map(PrimaryIndex.class::cast)
                .findFirst();
    }

    private static List<DeclaredIndex> declared(List<Index<Object>> indexes, Conditions filter) {
        return indexes.stream()
                .filter(DeclaredIndex.class::isInstance)
                .map(DeclaredIndex.class::cast)
                .filter(index -> index.pattern().isImpliedBy(filter))
                .toList();
    }

    /** Documents are stored by their ids, so this is also their natural order. */
    private static boolean isOfIds(Document order) {
        return order.size() == 1 && (order.containsKey("_id") || order.containsKey("$natural"));
    }

    private static Stream<byte[]> at(Iterator<Object> positions, MVMap<Object, byte[]> documents) {
        return stream(positions).map(documents::get).filter(Objects::nonNull);
    }

    private static Stream<byte[]> values(Cursor<Object, byte[]> cursor) {
        return stream(cursor).map(_ -> cursor.getValue());
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }
}
