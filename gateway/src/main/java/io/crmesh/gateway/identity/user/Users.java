package io.crmesh.gateway.identity.user;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.web.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of users. */
@Repository
public class Users implements IndexedRepository {

    private static final String REMOVAL = "leaving";
    private static final String HISTORY = "history";

    private final MongoCollection<Document> users;

    public Users(MongoDatabase identity) {
        this.users = identity.getCollection("users");
    }

    @Override
    public void createIndexes() {
        var _ = users.createIndex(Indexes.ascending("username"), new IndexOptions().unique(true));
        var _ = users.createIndex(Indexes.ascending("roles"));
    }

    public Optional<User> find(String id) {
        return Optional.ofNullable(found(eq("_id", id)).first()).map(Users::read);
    }

    public Optional<User> withUsername(String username) {
        return Optional.ofNullable(found(eq("username", username)).first()).map(Users::read);
    }

    /** Users without their history, which grows and has an endpoint of its own. */
    private FindIterable<Document> found(Bson which) {
        return users.find(which).projection(exclude(HISTORY));
    }

    /** What a user might do, from the beginning; empty for an unknown id. */
    Optional<List<UserHistoryEntry>> history(String id) {
        return Optional.ofNullable(
                        users.find(eq("_id", id)).projection(include(HISTORY)).first())
                .map(found -> found.getList(HISTORY, Document.class, List.of()).stream()
                        .map(UserHistoryEntry::read)
                        .toList());
    }

    public boolean exist() {
        return users.find().limit(1).first() != null;
    }

    /** The users after the given username, by username. */
    List<User> after(String username, int limit) {
        return found(gt("username", username))
                .sort(Indexes.ascending("username"))
                .limit(limit)
                .map(Users::read)
                .into(new ArrayList<>());
    }

    /** False if the id or the username exists. */
    public boolean add(User user, ChangeStamp stamp) {
        return BsonFields.unlessDuplicate(() -> {
            var _ = users.insertOne(new Document("_id", user.id())
                    .append("username", user.username())
                    .append("name", user.name())
                    .append("email", user.email())
                    .append("roles", BsonFields.sorted(user.roles()))
                    .append("teams", BsonFields.sorted(user.teams()))
                    .append("active", user.active())
                    .append("createdAt", Date.from(user.createdAt()))
                    .append("v", user.version())
                    .append(HISTORY, List.of(UserHistoryEntry.document(user, user.version(), stamp))));
        });
    }

    /**
     * Writes what can change; false if the user changed meanwhile. It withdraws an announced removal as administrator.
     */
    boolean change(User user, ChangeStamp stamp) {
        return write(user, eq("v", user.version()), stamp);
    }

    /** The history is part of the same write, so that it misses no change. */
    private boolean write(User user, Bson condition, ChangeStamp stamp) {
        var all = combine(
                set("name", user.name()),
                set("email", user.email()),
                set("roles", BsonFields.sorted(user.roles())),
                set("teams", BsonFields.sorted(user.teams())),
                set("active", user.active()),
                unset(REMOVAL),
                inc("v", 1L),
                push(HISTORY, UserHistoryEntry.document(user, user.version() + 1, stamp)));
        var written = users.updateOne(
                and(eq("_id", user.id()), condition), user.active() ? all : combine(all, signedOut(stamp.at())));
        return written.getMatchedCount() == 1;
    }

    /** Ends all sessions, and sign-ins that were begun before. */
    public static Bson signedOut(Instant now) {
        return set("signedOutAt", Date.from(now));
    }

    /**
     * Announces that an administrator is about to be none any more; false if they changed meanwhile. It comes before
     * the search for another administrator: announced administrators do not count in such a search.
     *
     * @param mark identifies the attempt
     */
    boolean announce(User administrator, String mark) {
        var written = users.updateOne(
                and(eq("_id", administrator.id()), eq("v", administrator.version())), set(REMOVAL, mark));
        return written.getMatchedCount() == 1;
    }

    /** Withdraws the announcement. */
    void withdraw(User administrator, String mark) {
        var _ = users.updateOne(and(eq("_id", administrator.id()), eq(REMOVAL, mark)), unset(REMOVAL));
    }

    /** Writes the announced change; false if the user changed meanwhile, or another removal relies on them. */
    boolean removeAdministrator(User changed, String mark, ChangeStamp stamp) {
        return write(changed, and(eq("v", changed.version()), eq(REMOVAL, mark)), stamp);
    }

    /**
     * Whether another user can still administer. One who is about to be removed is kept. The process that announced the
     * removal, which may have been killed, finds the mark gone and has to start again.
     */
    boolean relyOnAnotherAdministrator(User but) {
        var others = and(eq("roles", Role.ADMIN.name()), eq("active", true), ne("_id", but.id()));
        for (var other : found(others).into(new ArrayList<>())) {
            var mark = other.getString(REMOVAL);
            if (mark == null || keep(other.getString("_id"), mark)) {
                return true;
            }
        }
        return false;
    }

    private boolean keep(String id, String mark) {
        return users.updateOne(and(eq("_id", id), eq(REMOVAL, mark)), unset(REMOVAL))
                        .getMatchedCount()
                == 1;
    }

    private static User read(Document document) {
        var roles = EnumSet.noneOf(Role.class);
        BsonFields.texts(document, "roles").forEach(name -> Role.ofUser(name).ifPresent(roles::add));
        return new User(
                document.getString("_id"),
                document.getString("username"),
                document.getString("name"),
                document.getString("email"),
                new User.Permissions(roles, BsonFields.texts(document, "teams"), document.getBoolean("active", false)),
                BsonFields.time(document, "createdAt"),
                password(document.get("password", Document.class)),
                BsonFields.timeOrNull(document, "signedOutAt"),
                document.getLong("v"));
    }

    private static User.Password password(@Nullable Document stored) {
        if (stored == null) {
            return User.Password.NONE;
        }
        return stored.containsKey("endsAt") ? User.Password.TEMPORARY : User.Password.CHOSEN;
    }
}
