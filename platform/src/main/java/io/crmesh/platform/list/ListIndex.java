package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index that serves a list by MongoDB's rule: first the field with equality, then the order, then {@code _id}. It is
 * read forwards or backwards, so one serves both directions.
 *
 * @param equal path of the field with equality, if any; records without it are not in the index, for nobody asks for them
 * @param paths all of its fields in their order
 */
public record ListIndex(Optional<String> equal, List<String> paths) {

    static ListIndex of(Sort sort) {
        return of(Optional.empty(), sort);
    }

    /** For values that belong to a handful of records at most: these come in the order of their ids. */
    public static ListIndex identifying(String path) {
        return of(path, Sort.ID);
    }

    static ListIndex of(String equal, Sort sort) {
        return of(Optional.of(equal), sort);
    }

    private static ListIndex of(Optional<String> equal, Sort sort) {
        var narrows = equal.filter(path -> !path.equals(sort.path()));
        var paths = new ArrayList<String>();
        narrows.ifPresent(paths::add);
        if (!sort.path().equals("_id")) {
            paths.add(sort.path());
        }
        paths.add("_id");
        return new ListIndex(narrows, List.copyOf(paths));
    }

    /** Creates it unless it is there. */
    public void create(MongoCollection<?> records) {
        var options = new IndexOptions();
        equal.ifPresent(path -> options.partialFilterExpression(exists(path)));
        var _ = records.createIndex(Indexes.ascending(paths), options);
    }
}
