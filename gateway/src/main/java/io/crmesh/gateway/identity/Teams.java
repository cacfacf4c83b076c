package io.crmesh.gateway.identity;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** The teams, as the database knows them. */
@Repository
class Teams {

    private final MongoCollection<Document> teams;

    Teams(MongoDatabase identity) {
        this.teams = identity.getCollection("teams");
    }

    void makeIndexes() {
        var _ = teams.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
    }

    Optional<Team> find(String id) {
        return Optional.ofNullable(teams.find(eq("_id", id)).first()).map(Teams::read);
    }

    /** Those of these ids that no team has. */
    Set<String> missing(Set<String> ids) {
        var missing = new HashSet<>(ids);
        if (!missing.isEmpty()) {
            teams.find(in("_id", ids)).forEach(found -> missing.remove(found.getString("_id")));
        }
        return missing;
    }

    /** Of those of these ids, in order. */
    List<String> names(Set<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : teams.find(in("_id", ids)).map(found -> found.getString("name")).into(new ArrayList<>()).stream()
                        .sorted()
                        .toList();
    }

    /** By their names, those after one of them. */
    List<Team> after(String name, int limit) {
        return teams.find(gt("name", name))
                .sort(Indexes.ascending("name"))
                .limit(limit)
                .map(Teams::read)
                .into(new ArrayList<>());
    }

    /** False if there is one of this id or name. */
    boolean add(Team team) {
        return Bson.unlessTaken(() -> {
            var _ = teams.insertOne(
                    new Document("_id", team.id()).append("name", team.name()).append("v", team.version()));
        });
    }

    /** What became of a change of name. */
    enum Renamed {
        DONE,
        TAKEN,
        STALE
    }

    Renamed rename(Team team) {
        var matched = new long[1];
        var free = Bson.unlessTaken(() -> matched[0] = teams.updateOne(
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
