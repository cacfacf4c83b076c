package io.crmesh.gateway.identity.user;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.IndexedRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Repository of teams. */
@Repository
class Teams implements IndexedRepository {

    private final MongoCollection<Document> teams;

    Teams(MongoDatabase identity) {
        this.teams = identity.getCollection("teams");
    }

    @Override
    public void createIndexes() {
        var _ = teams.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
    }

    Optional<Team> find(String id) {
        return Optional.ofNullable(teams.find(eq("_id", id)).first()).map(Teams::read);
    }

    /** The given ids that no team has. */
    Set<String> missing(Set<String> ids) {
        var missing = new HashSet<>(ids);
        if (!missing.isEmpty()) {
            teams.find(in("_id", ids)).forEach(found -> missing.remove(found.getString("_id")));
        }
        return missing;
    }

    /** The names of these teams, in order. */
    List<String> names(Set<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : teams.find(in("_id", ids)).map(found -> found.getString("name")).into(new ArrayList<>()).stream()
                        .sorted()
                        .toList();
    }

    /** The teams after the given name, by name. */
    List<Team> after(String name, int limit) {
        return teams.find(gt("name", name))
                .sort(Indexes.ascending("name"))
                .limit(limit)
                .map(Teams::read)
                .into(new ArrayList<>());
    }

    /** False if a team with this id or name exists. */
    boolean add(Team team) {
        return BsonFields.unlessDuplicate(() -> {
            var _ = teams.insertOne(
                    new Document("_id", team.id()).append("name", team.name()).append("v", team.version()));
        });
    }

    /** The result of a change of name. */
    enum Renamed {
        DONE,
        TAKEN,
        STALE
    }

    Renamed rename(Team team) {
        var matched = new long[1];
        var free = BsonFields.unlessDuplicate(() -> matched[0] = teams.updateOne(
                        and(eq("_id", team.id()), eq("v", team.version())),
                        combine(set("name", team.name()), inc("v", 1L)))
                .getMatchedCount());
        if (!free) {
            return Renamed.TAKEN;
        }
        return matched[0] == 1 ? Renamed.DONE : Renamed.STALE;
    }

    private static Team read(Document document) {
        return new Team(document.getString("_id"), document.getString("name"), document.getLong("v"));
    }
}
