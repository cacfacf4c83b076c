package io.crmesh.gateway.identity;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Who works with the system, as the database knows them. */
@Repository
class Users {

    private static final String LEAVING = "leaving";
    private static final String HISTORY = "history";

    private final MongoCollection<Document> users;

    Users(MongoDatabase identity) {
        this.users = identity.getCollection("users");
    }

    void makeIndexes() {
        var _ = users.createIndex(Indexes.ascending("username"), new IndexOptions().unique(true));
        var _ = users.createIndex(Indexes.ascending("roles"));
    }

    Optional<User> find(String id) {
        return Optional.ofNullable(found(eq("_id", id)).first()).map(Users::read);
    }

    Optional<User> named(String username) {
        return Optional.ofNullable(found(eq("username", username)).first()).map(Users::read);
    }

    /** Without their history, which grows, and is of interest to nobody else. */
    private FindIterable<Document> found(org.bson.conversions.Bson which) {
        return users.find(which).projection(exclude(HISTORY));
    }

    /** What somebody might do, from the beginning; nothing if nobody has this id. */
    Optional<List<PastUser>> history(String id) {
        return Optional.ofNullable(
                        users.find(eq("_id", id)).projection(include(HISTORY)).first())
                .map(found -> found.getList(HISTORY, Document.class, List.of()).stream()
                        .map(PastUser::read)
                        .toList());
    }

    boolean areThereAny() {
        return users.find().limit(1).first() != null;
    }

    /** By their names, those after one of them. */
    List<User> after(String username, int limit) {
        return found(gt("username", username))
                .sort(Indexes.ascending("username"))
                .limit(limit)
                .map(Users::read)
                .into(new ArrayList<>());
    }

    /** False if somebody has this id or name. */
    boolean add(User user, Act act) {
        return Bson.unlessTaken(() -> {
            var _ = users.insertOne(new Document("_id", user.id())
                    .append("username", user.username())
                    .append("name", user.name())
                    .append("roles", Bson.sorted(user.roles()))
                    .append("teams", Bson.sorted(user.teams()))
                    .append("active", user.active())
                    .append("createdAt", Date.from(user.createdAt()))
                    .append("v", user.version())
                    .append(HISTORY, List.of(PastUser.document(user, user.version(), act))));
        });
    }

    /** Writes what can change; false if it changed meanwhile. Who was about to leave stays. */
    boolean change(User user, Act act) {
        return write(user, eq("v", user.version()), act);
    }

    /** With the history in the same write, no change is without. */
    private boolean write(User user, org.bson.conversions.Bson unless, Act act) {
        var all = combine(
                set("name", user.name()),
                set("roles", Bson.sorted(user.roles())),
                set("teams", Bson.sorted(user.teams())),
                set("active", user.active()),
                unset(LEAVING),
                inc("v", 1L),
                push(HISTORY, PastUser.document(user, user.version() + 1, act)));
        var written = users.updateOne(
                and(eq("_id", user.id()), unless), user.active() ? all : combine(all, signedOut(act.at())));
        return written.getMatchedCount() == 1;
    }

    /** Everywhere, and of what was begun before. */
    static org.bson.conversions.Bson signedOut(Instant now) {
        return set("signedOutAt", Date.from(now));
    }

    /**
     * Says of an administrator that they are about to be none any more; false if they changed meanwhile. It must be said
     * before anybody looks whether there is another one, and as long as it is said, nobody relies on them.
     *
     * @param mark what this attempt is known by
     */
    boolean announce(User administrator, String mark) {
        var written = users.updateOne(
                and(eq("_id", administrator.id()), eq("v", administrator.version())), set(LEAVING, mark));
        return written.getMatchedCount() == 1;
    }

    /** Nothing came of it. */
    void withdraw(User administrator, String mark) {
        var _ = users.updateOne(and(eq("_id", administrator.id()), eq(LEAVING, mark)), unset(LEAVING));
    }

    /** Writes what was announced; false if they changed meanwhile, or somebody has come to rely on them. */
    boolean leave(User changed, String mark, Act act) {
        return write(changed, and(eq("v", changed.version()), eq(LEAVING, mark)), act);
    }

    /**
     * Whether somebody else can still administer. One who is about to leave is held back: whoever announced it, and
     * perhaps died over it, will find the mark gone and has to begin anew.
     */
    boolean relyOnAnotherAdministrator(User but) {
        var others = and(eq("roles", Role.ADMIN.name()), eq("active", true), ne("_id", but.id()));
        for (var other : found(others).into(new ArrayList<>())) {
            var mark = other.getString(LEAVING);
            if (mark == null || held(other.getString("_id"), mark)) {
                return true;
            }
        }
        return false;
    }

    private boolean held(String id, String mark) {
        return users.updateOne(and(eq("_id", id), eq(LEAVING, mark)), unset(LEAVING))
                        .getMatchedCount()
                == 1;
    }

    private static User read(Document document) {
        var roles = EnumSet.noneOf(Role.class);
        Bson.texts(document, "roles").forEach(name -> Role.named(name).ifPresent(roles::add));
        return new User(
                document.getString("_id"),
                document.getString("username"),
                document.getString("name"),
                roles,
                Bson.texts(document, "teams"),
                document.getBoolean("active", false),
                Bson.time(document, "createdAt"),
                password(document.get("password", Document.class)),
                Bson.timeOrNothing(document, "signedOutAt"),
                document.getLong("v"));
    }

    private static User.Password password(@Nullable Document kept) {
        if (kept == null) {
            return User.Password.NONE;
        }
        return kept.containsKey("endsAt") ? User.Password.TEMPORARY : User.Password.CHOSEN;
    }
}
