package io.crmesh.platform.deciding;

import io.crmesh.platform.event.RecordedEvent;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** Journal entry: an event as it was applied, and the verdict on it. */
public final class JournalEntry {

    private final long number;
    private final RecordedEvent event;
    private final @Nullable BsonDocument verdict;
    private final CodecRegistry codecs;

    JournalEntry(long number, RecordedEvent event, @Nullable BsonDocument verdict, CodecRegistry codecs) {
        this.number = number;
        this.event = event;
        this.verdict = verdict;
        this.codecs = codecs;
    }

    /** Number of the entry: 1, 2, 3 … in the order of application. */
    public long number() {
        return number;
    }

    public RecordedEvent event() {
        return event;
    }

    /** The verdict as the record that was decided, if there was one. */
    public <V extends Record> @Nullable V verdict(Class<V> type) {
        return verdict == null
                ? null
                : codecs.get(type)
                        .decode(
                                new BsonDocumentReader(verdict),
                                DecoderContext.builder().build());
    }
}
