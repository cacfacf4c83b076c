package io.crmesh.gateway.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
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

    private final MongoCollection<Document> users;

    Users(MongoDatabase identity) {
        this.users = identity.getCollection("users");
    }

    void makeIndexes() {
        var _ = users.createIndex(Indexes.ascending("username"), new IndexOptions().unique(true));
        var _ = users.createIndex(Indexes.ascending("roles"));
    }

    Optional<User> find(String id) {
        return Optional.ofNullable(users.find(eq("_id", id)).first()).map(Users::read);
    }

    Optional<User> named(String username) {
        return Optional.ofNullable(users.find(eq("username", username)).first()).map(Users::read);
    }

    boolean areThereAny() {
        return users.find().limit(1).first() != null;
    }

    /** By their names, those after one of them. */
    List<User> after(String username, int limit) {
        return users.find(gt("username", username))
                .sort(Indexes.ascending("username"))
                .limit(limit)
                .map(Users::read)
                .into(new ArrayList<>());
    }

    /** False if somebody has this id or name. */
    boolean add(User user) {
        return Bson.unlessTaken(() -> {
            var _ = users.insertOne(new Document("_id", user.id())
                    .append("username", user.username())
                    .append("name", user.name())
                    .append("roles", Bson.sorted(user.roles()))
                    .append("teams", Bson.sorted(user.teams()))
                    .append("active", user.active())
                    .append("createdAt", Date.from(user.createdAt()))
                    .append("v", user.version()));
        });
    }

    /** Writes what can change; false if it changed meanwhile. */
    boolean change(User user) {
        var written = users.updateOne(
                and(eq("_id", user.id()), eq("v", user.version())),
                combine(
                        set("name", user.name()),
                        set("roles", Bson.sorted(user.roles())),
                        set("teams", Bson.sorted(user.teams())),
                        set("active", user.active()),
                        inc("v", 1L)));
        return written.getMatchedCount() == 1;
    }

    /** Whether somebody else could still administer. */
    boolean isThereAnotherAdministrator(User but) {
        for (var each : users.find(eq("roles", Role.ADMIN.name()))) {
            if (!but.id().equals(each.getString("_id")) && each.getBoolean("active", false)) {
                return true;
            }
        }
        return false;
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
