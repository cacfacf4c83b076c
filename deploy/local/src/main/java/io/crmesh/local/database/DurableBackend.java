package io.crmesh.local.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Answers every command, and none before its effects (or what it saw) are in the file. */
final class DurableBackend extends H2Backend {

    private static final Set<String> ABOUT_THE_SERVER =
            Set.of("buildinfo", "endsessions", "hello", "hostinfo", "ismaster", "killcursors", "ping", "whatsmyuri");
    private static final Set<String> LOOKS =
            Set.of("collstats", "count", "dbstats", "distinct", "find", "getmore", "listcollections", "listindexes");

    private final GroupCommit commit;

    DurableBackend(MVStore store, GroupCommit commit) {
        this.commit = commit;
        super(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var word = command.toLowerCase(Locale.ROOT);
        if (ABOUT_THE_SERVER.contains(word)) {
            return aboutTheServer(channel, database, command, query);
        }
        return LOOKS.contains(word)
                ? commit.seen(() -> super.handleCommand(channel, database, command, query))
                : commit.written(() -> super.handleCommand(channel, database, command, query));
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
}
