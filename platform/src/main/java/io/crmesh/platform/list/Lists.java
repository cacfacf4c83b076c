package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.and;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reader of lists from a collection, with one find per page. Every query comes with a scope. */
public final class Lists {

    private static final int COUNTED = 1000;
    private static final int STRIDE = 200;

    private Lists() {}

    /** The records in the scope that the query asks for. The projection may leave out all but what is shown. */
    public static Page<BsonDocument> page(
            MongoCollection<BsonDocument> collection, Bson scope, Query query, Bson projection) {
        var rows = collection
                .find(and(scope, query.rest()))
                .sort(query.sort().order())
                .projection(withPlace(projection, query.sort()))
                .limit(query.limit() + 1)
                .into(new ArrayList<>());
        var more = rows.size() > query.limit();
        var items = more ? rows.subList(0, query.limit()) : rows;
        return new Page<>(items, more ? query.cursorAfter(items.getLast()) : null, count(collection, scope, query));
    }

    /**
     * All records in the scope that the query selects, page by page and without its limit: at most one page is in memory.
     * A record that changes its place meanwhile may be missed or read twice.
     */
    public static Stream<BsonDocument> stream(
            MongoCollection<BsonDocument> collection, Bson scope, Query query, Bson projection) {
        var rows = new Walk(ahead -> page(collection, scope, ahead, projection), query.inPagesOf(STRIDE));
        var order = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, order), false);
    }

    private static @Nullable String count(MongoCollection<BsonDocument> collection, Bson scope, Query query) {
        if (!query.counted()) {
            return null;
        }
        var found = collection.countDocuments(and(scope, query.filter()), new CountOptions().limit(COUNTED + 1));
        return found > COUNTED ? COUNTED + "+" : Long.toString(found);
    }

    /** A projection that names what it wants must also bring what the next page is found by. */
    private static BsonDocument withPlace(Bson projection, Sort sort) {
        var fields = projection.toBsonDocument().clone();
        var wanted =
                fields.entrySet().stream().anyMatch(field -> !field.getKey().equals("_id") && isOne(field.getValue()));
        var there = fields.keySet().stream().anyMatch(field -> overlap(field, sort.path()));
        if (wanted && !there) {
            fields.put(sort.path(), new BsonInt32(1));
        }
        return fields;
    }

    private static boolean isOne(BsonValue value) {
        return value.isNumber()
                ? value.asNumber().intValue() == 1
                : value.isBoolean() && value.asBoolean().getValue();
    }

    private static boolean overlap(String one, String other) {
        return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
    }

    /** Goes through a list page by page, holding one page at a time. */
    private static final class Walk implements Iterator<BsonDocument> {

        private final Function<Query, Page<BsonDocument>> pages;
        private @Nullable Query ahead;
        private Iterator<BsonDocument> rows = Collections.emptyIterator();

        Walk(Function<Query, Page<BsonDocument>> pages, Query start) {
            this.pages = pages;
            this.ahead = start;
        }

        @Override
        public boolean hasNext() {
            if (!rows.hasNext() && ahead != null) {
                var page = pages.apply(ahead);
                rows = page.items().iterator();
                ahead = page.next() == null ? null : ahead.after(page.items().getLast());
            }
            return rows.hasNext();
        }

        @Override
        public BsonDocument next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return rows.next();
        }
    }
}
