package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * One order of a list. Equal values are ordered by {@code _id}, so that no two records share a place; what has no value
 * stands before all that have one, and behind them when the order is descending.
 */
record Sort(String path, BsonType type, boolean descending) {

    private static final String PATH_OF_ID = "_id";
    static final Sort ID = new Sort(PATH_OF_ID, BsonType.STRING, false);

    Sort reversed() {
        return new Sort(path, type, !descending);
    }

    Bson order() {
        if (path.equals(PATH_OF_ID)) {
            return descending ? Sorts.descending(PATH_OF_ID) : Sorts.ascending(PATH_OF_ID);
        }
        return descending ? Sorts.descending(path, PATH_OF_ID) : Sorts.ascending(path, PATH_OF_ID);
    }

    /** Where a record stands in this order. */
    BsonValue valueOf(BsonDocument row) {
        BsonValue value = row;
        for (var step : path.split("\\.", -1)) {
            value = value.isDocument() ? value.asDocument().getOrDefault(step, BsonNull.VALUE) : BsonNull.VALUE;
        }
        return value;
    }

    /** Whether a value can stand in this order at all. */
    boolean admits(BsonValue value) {
        return value.isNull() || value.getBsonType() == type || (value.isNumber() && number());
    }

    private boolean number() {
        return type == BsonType.INT32 || type == BsonType.INT64 || type == BsonType.DECIMAL128;
    }

    /** All that stands behind this place. */
    Bson after(BsonValue value, BsonValue id) {
        var behindId = descending ? lt(PATH_OF_ID, id) : gt(PATH_OF_ID, id);
        if (path.equals(PATH_OF_ID)) {
            return behindId;
        }
        var tied = and(eq(path, value), behindId);
        if (value.isNull()) {
            return descending ? tied : or(tied, ne(path, null));
        }
        return descending ? or(lt(path, value), tied, eq(path, null)) : or(gt(path, value), tied);
    }
}
