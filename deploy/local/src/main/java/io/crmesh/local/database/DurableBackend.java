package io.crmesh.local.database;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.crmesh.local.database.index.EqualityBounds;
import io.crmesh.local.database.store.Durability;
import io.crmesh.local.database.store.Journal;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Command dispatcher of the server: answers no command before its effects (or what it saw) are in the file. */
final class DurableBackend extends H2Backend {

    private static final Set<String> ABOUT_THE_SERVER =
            Set.of("buildinfo", "endsessions", "hello", "hostinfo", "ismaster", "killcursors", "ping", "whatsmyuri");
    private static final Set<String> LOOKS =
            Set.of("collstats", "count", "dbstats", "distinct", "find", "getmore", "listcollections", "listindexes");
    private static final Set<String> JOINS = Set.of("$facet", "$graphLookup", "$lookup", "$unionWith");
    private static final Set<String> CHANGES = Set.of("delete", "findandmodify", "insert", "update");

    /** Servers limit answers by their size; so many documents of ours are well below what drivers refuse. */
    private static final int MOST_IN_AN_ANSWER = 250;

    private final Durability durability;
    private final Journal journal;
    private final UnservedQueries unserved;

    DurableBackend(MVStore store, Journal journal, IndexPolicy policy) {
        this.unserved = new UnservedQueries(policy);
        this.journal = journal; // First, since the library opens all databases before its constructor is done.
        this.durability = new Durability(store, journal);
        super(store);
        durability.recover(this::replay);
    }

    Durability durability() {
        return durability;
    }

    UnservedQueries unserved() {
        return unserved;
    }

    @Override
    protected IndexedDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), journal, unserved, getCursorRegistry());
    }

    private void replay(Journal.Change change) {
        if (resolveDatabase(change.database()) instanceof IndexedDatabase database) {
            database.replay(change);
        }
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var current = new IndexedCollection.Command(command, UnservedQueries.isExempt(query));
        return ScopedValue.where(IndexedCollection.COMMAND, current)
                .call(() -> handle(channel, database, command, query));
    }

    private Document handle(Channel channel, String database, String command, Document query) {
        var word = command.toLowerCase(Locale.ROOT);
        if (ABOUT_THE_SERVER.contains(word)) {
            return aboutTheServer(channel, database, command, query);
        }
        if (word.equals("find") || word.equals("getmore")) {
            query.putIfAbsent("batchSize", MOST_IN_AN_ANSWER); // else it would be all that is left
        }
        if (LOOKS.contains(word)) {
            return durability.seen(() -> super.handleCommand(channel, database, command, query));
        }
        if (word.equals("aggregate") && !storesItsResult(query)) {
            return ScopedValue.where(IndexedCollection.FIRST_STAGES, firstStages(query))
                    .call(() -> durability.seen(() -> super.handleCommand(channel, database, command, query)));
        }
        if (CHANGES.contains(word)) {
            var answer = durability.written(() -> super.handleCommand(channel, database, command, query));
            return word.equals("insert") ? counted(answer, query) : answer;
        }
        return durability.alone(() -> super.handleCommand(channel, database, command, query));
    }

    /** The library counts the documents that it was given; callers rest on how many of them it has written. */
    private static Document counted(Document answer, Document insert) {
        var errors = EqualityBounds.parts(answer.get("writeErrors"));
        if (!errors.isEmpty()) {
            var given = EqualityBounds.parts(insert.get("documents")).size();
            var written =
                    Utils.isTrue(insert.get("ordered")) ? errors.getFirst().get("index") : given - errors.size();
            answer.put("n", written);
        }
        return answer;
    }

    /** Health checks ask "hello", which the library knows only by its old name. */
    private Document aboutTheServer(Channel channel, String database, String command, Document query) {
        if (command.equals("hello")) {
            var answer = super.handleCommand(channel, database, "ismaster", query);
            answer.put("isWritablePrimary", true);
            return answer;
        }
        return super.handleCommand(channel, database, command, query);
    }

    /** What an aggregation begins with; one that looks into other collections is left to itself. */
    private static IndexedCollection.FirstStages firstStages(Document aggregate) {
        var stages = EqualityBounds.parts(aggregate.get("pipeline"));
        if (stages.stream().anyMatch(stage -> JOINS.stream().anyMatch(stage::containsKey))) {
            return IndexedCollection.FirstStages.NONE;
        }
        var filter = stage(stages, 0, "$match");
        return new IndexedCollection.FirstStages(filter, stage(stages, filter.isEmpty() ? 0 : 1, "$sort"));
    }

    private static Document stage(List<Document> stages, int place, String name) {
        return place < stages.size() && stages.get(place).get(name) instanceof Document stage ? stage : new Document();
    }

    private static boolean storesItsResult(Document aggregate) {
        return EqualityBounds.parts(aggregate.get("pipeline")).stream()
                .anyMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge"));
    }

    /** Closes the files though commands may still be under way; what was acknowledged is in them. */
    void closeNow() {
        durability.closeNow();
    }

    @Override
    public void close() {
        durability.close();
        super.close();
    }
}
