package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.nin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** One query of a list: which records, in which order, after which place, how many. */
public final class Query {

    private final Bson filter;
    private final Sort sort;
    private final int limit;
    private final @Nullable Cursor cursor;
    private final boolean counted;
    private final String digest;
    private final Signer signer;

    Query(Bson filter, Sort sort, int limit, @Nullable Cursor cursor, boolean counted, String digest, Signer signer) {
        this.filter = filter;
        this.sort = sort;
        this.limit = limit;
        this.cursor = cursor;
        this.counted = counted;
        this.digest = digest;
        this.signer = signer;
    }

    /** A query from code and not from HTTP, in the parameters of the listing: {@code Query.of(listing, Map.of(…))}. */
    public static Query of(Listing listing, Map<String, String> parameters) {
        var lists = new HashMap<String, List<String>>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return listing.parse(lists, _ -> true);
    }

    /** The same query without the records that have one of these values there. */
    public Query without(String path, Set<String> values) {
        return values.isEmpty()
                ? this
                : new Query(and(filter, nin(path, values)), sort, limit, cursor, counted, digest, signer);
    }

    /** The records on all pages. */
    public Bson filter() {
        return filter;
    }

    public int limit() {
        return limit;
    }

    /** Whether the caller asks how many records there are. */
    public boolean counted() {
        return counted;
    }

    Sort sort() {
        return sort;
    }

    /** Which records are still to come. */
    Bson rest() {
        return cursor == null ? filter : and(filter, sort.after(cursor.value(), cursor.id()));
    }

    /** The same query for the records after this one. */
    Query after(BsonDocument row) {
        return new Query(filter, sort, limit, place(row), counted, digest, signer);
    }

    Query limited(int other) {
        return new Query(filter, sort, other, cursor, counted, digest, signer);
    }

    String cursorAfter(BsonDocument row) {
        return place(row).signed(signer);
    }

    private Cursor place(BsonDocument row) {
        return new Cursor(digest, sort.valueOf(row), row.getOrDefault("_id", BsonNull.VALUE));
    }
}
