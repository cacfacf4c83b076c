package io.crmesh.platform.store;

import io.crmesh.platform.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a record belongs to. It stands beside the state, follows the customer's owner and team, and is no part of
 * version or history.
 */
public record Access(
        @Nullable String customer,
        @Nullable String owner,
        @Nullable String team) implements Scope.Rows {

    public static final Access NOBODY = new Access(null, null, null);

    BsonDocument toBson() {
        var document = new BsonDocument();
        put(document, "customer", customer);
        put(document, "owner", owner);
        put(document, "team", team);
        return document;
    }

    /** What makes a record theirs whose the customer is now. */
    BsonDocument update() {
        var set = new BsonDocument();
        var unset = new BsonDocument();
        assign("access.owner", owner, set, unset);
        assign("access.team", team, set, unset);
        var update = new BsonDocument();
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        return update;
    }

    private static void assign(String path, @Nullable String value, BsonDocument set, BsonDocument unset) {
        if (value == null) {
            unset.append(path, new BsonString(""));
        } else {
            set.append(path, new BsonString(value));
        }
    }

    static Access of(BsonDocument document) {
        return new Access(text(document, "customer"), text(document, "owner"), text(document, "team"));
    }

    /** Of these one must be so for a record to be among theirs. */
    static BsonArray within(Scope.Theirs scope) {
        var teams = scope.teams().stream().sorted().map(BsonString::new).toList();
        return new BsonArray(List.of(
                new BsonDocument("access.owner", new BsonString(scope.owner())),
                new BsonDocument("access.team", new BsonDocument("$in", new BsonArray(teams))),
                new BsonDocument("access.customer", BsonNull.VALUE)));
    }

    private static void put(BsonDocument document, String name, @Nullable String value) {
        if (value != null) {
            document.put(name, new BsonString(value));
        }
    }

    private static @Nullable String text(BsonDocument document, String name) {
        return document.containsKey(name) ? document.getString(name).getValue() : null;
    }

    /**
     * Writes whose records are, until what was written is still so afterwards: of several at it at once, whoever knew the
     * older owner may write last.
     *
     * @param present whose they are now; written before any record is
     */
    public static void settle(Supplier<Access> present, Consumer<Access> write) {
        var now = present.get();
        Access written;
        do {
            written = now;
            write.accept(written);
            now = present.get();
        } while (!now.equals(written));
    }

    /**
     * Who knows the present owner and team of customers: a read model of their owner's facts. The relay asks it before
     * it lets go of a new record, so that a record made while its customer changed hands does not stay with the old
     * owner.
     */
    public interface Directory {
        Map<String, Access> of(Set<String> customers);
    }
}
