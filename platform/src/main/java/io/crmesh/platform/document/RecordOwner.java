package io.crmesh.platform.document;

import io.crmesh.platform.AccessScope;
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
 * Value object: the customer, owner and team that a record belongs to. It stands beside the state, follows the
 * customer's owner and team, and is part of neither version nor history.
 */
public record RecordOwner(
        @Nullable String customer,
        @Nullable String owner,
        @Nullable String team) implements AccessScope.Rows {

    public static final String OWNER = "access.owner";
    public static final String TEAM = "access.team";
    public static final String CUSTOMER = "access.customer";

    public static final RecordOwner NOBODY = new RecordOwner(null, null, null);

    public BsonDocument toBson() {
        var document = new BsonDocument();
        put(document, "customer", customer);
        put(document, "owner", owner);
        put(document, "team", team);
        return document;
    }

    /** The update that gives a record its customer's present owner and team. */
    public BsonDocument update() {
        var set = new BsonDocument();
        var unset = new BsonDocument();
        assign(OWNER, owner, set, unset);
        assign(TEAM, team, set, unset);
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

    public static RecordOwner of(BsonDocument document) {
        return new RecordOwner(text(document, "customer"), text(document, "owner"), text(document, "team"));
    }

    /**
     * The conditions of which a record must meet one to be among the rows of this scope.
     *
     * @param paths of the fields that tell rows of this kind apart
     */
    public static BsonArray within(AccessScope.Theirs scope, List<String> paths) {
        var teams = scope.teams().stream().sorted().map(BsonString::new).toList();
        var conditions = new BsonDocument(OWNER, new BsonString(scope.owner()))
                .append(TEAM, new BsonDocument("$in", new BsonArray(teams)))
                .append(CUSTOMER, BsonNull.VALUE);
        return new BsonArray(paths.stream()
                .map(path -> new BsonDocument(path, conditions.get(path)))
                .toList());
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
     * Writes the owner of records until it still is the present one after the write. Of concurrent writers, one that
     * knew only the older owner may write last.
     *
     * @param present reads the present owner, which is stored before it is written to any record
     */
    public static void writeUntilCurrent(Supplier<RecordOwner> present, Consumer<RecordOwner> write) {
        var now = present.get();
        RecordOwner written;
        do {
            written = now;
            write.accept(written);
            now = present.get();
        } while (!now.equals(written));
    }

    /**
     * Read model of customers' present owners and teams. The outbox asks it before it trims a new record's first event,
     * so that a record created while its customer changed owners does not keep the old one.
     */
    public interface Directory {
        Map<String, RecordOwner> of(Set<String> customers);
    }
}
