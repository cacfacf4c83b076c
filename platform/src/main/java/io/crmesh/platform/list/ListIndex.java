package io.crmesh.platform.list;

import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;

/** An index that serves a list by MongoDB's rule: first the fields with equality, then the order, then {@code _id}. */
public record ListIndex(List<Key> keys) {

    /** One field of an index and its direction. */
    public record Key(String path, boolean descending) {}

    static ListIndex of(List<String> equal, Sort sort) {
        var keys = new ArrayList<Key>();
        equal.stream().filter(path -> !path.equals(sort.path())).forEach(path -> keys.add(new Key(path, false)));
        if (!sort.path().equals("_id")) {
            keys.add(new Key(sort.path(), sort.descending()));
        }
        keys.add(new Key("_id", sort.descending()));
        return new ListIndex(List.copyOf(keys));
    }

    public Bson toBson() {
        return Indexes.compoundIndex(keys.stream()
                .map(key -> key.descending() ? Indexes.descending(key.path()) : Indexes.ascending(key.path()))
                .toList());
    }
}
