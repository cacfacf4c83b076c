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
    private final @Nullable Bson past;
    private final Sort sort;
    private final int limit;
    private final @Nullable Cursor cursor;
    private final boolean counted;
    private final String digest;
    private final Signer signer;

    Query(
            Bson filter,
            @Nullable Bson past,
            Sort sort,
            int limit,
            @Nullable Cursor cursor,
            boolean counted,
            String digest,
            Signer signer) {
        this.filter = filter;
        this.past = past;
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
                : new Query(and(filter, nin(path, values)), past, sort, limit, cursor, counted, digest, signer);
    }

    /** The records on all pages; of a list of the past those that may be, as far as the present tells. */
    public Bson filter() {
        return filter;
    }

    /** What is asked of the records as they were then; there is none in a query that asks for the present. */
    public Bson past() {
        if (past == null) {
            throw new IllegalStateException("This query does not ask for the past");
        }
        return past;
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
        return new Query(filter, past, sort, limit, place(row), counted, digest, signer);
    }

    /** The same query in pages of another size, for those who read all of them and count none. */
    Query inPagesOf(int other) {
        return new Query(filter, past, sort, other, cursor, false, digest, signer);
    }

    /** The same query from the first record on. */
    public Query fromStart() {
        return new Query(filter, past, sort, limit, null, counted, digest, signer);
    }

    /** The cursor for what comes after this document. */
    public String cursorAfter(BsonDocument row) {
        return place(row).signed(signer);
    }

    private Cursor place(BsonDocument row) {
        return new Cursor(digest, sort.valueOf(row), row.getOrDefault("_id", BsonNull.VALUE));
    }
}
