package io.crmesh.platform.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.DeadLetterQueue.DueStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a topic lags, thousands of streams wait: each look at them reads no more than can be worked on. */
class DueStreamsTest {

    private static final String GROUP = "reader.orders";
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final List<Integer> limits = new CopyOnWriteArrayList<>();

    private final CommandListener limitsOfFinds = new CommandListener() {
        @Override
        public void commandStarted(CommandStartedEvent started) {
            if (started.getCommandName().equals("find")) {
                limits.add(started.getCommand().getNumber("limit").intValue());
            }
        }
    };

    @Test
    void fewOfManyAreReadThoseThatWereNotTriedFirst() {
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(BrokerAndDatabase.DATABASE.connectionString()))
                .addCommandListener(limitsOfFinds)
                .build();
        try (var client = MongoClients.create(settings)) {
            var database = client.getDatabase(ConsumerProcess.fresh("due"));
            var waiting = new ArrayList<Document>();
            IntStream.range(0, 40)
                    .forEach(n -> waiting.add(stream("tried" + n, State.AWAITING_GAP, NOW.minusSeconds(n))));
            waiting.add(stream("later", State.AWAITING_GAP, NOW.plusSeconds(1)));
            waiting.add(stream("failed", State.FAILED, NOW.minusSeconds(90)));
            waiting.add(stream("new", State.AWAITING_GAP, null));
            database.getCollection("dead-letter-streams").insertMany(waiting);
            var queue = new DeadLetterQueue(database, ConsumerProcess.ENCRYPTION, () -> NOW, 1000);

            var due = queue.due(GROUP, 4);
            var all = queue.due(GROUP, 100);

            assertThat(due).extracting(DueStream::stream).containsExactly("new", "tried39", "tried38", "tried37");
            assertThat(all).hasSize(41);
            assertThat(limits).containsExactly(4, 3, 100, 99);
        }
    }

    private static Document stream(String name, State state, @Nullable Instant next) {
        var stream = new Document("_id", GROUP + "|" + name)
                .append("group", GROUP)
                .append("stream", name)
                .append("state", state.name())
                .append("tail", 1L)
                .append("attempts", 1);
        return next == null ? stream : stream.append("next", Date.from(next));
    }
}
