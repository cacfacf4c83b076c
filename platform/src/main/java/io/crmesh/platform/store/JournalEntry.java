package io.crmesh.platform.store;

import io.crmesh.platform.fact.Fact;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** A fact as it was applied, and what was judged about it. */
public final class JournalEntry {

    private final long number;
    private final Fact fact;
    private final @Nullable BsonDocument verdict;
    private final CodecRegistry codecs;

    JournalEntry(long number, Fact fact, @Nullable BsonDocument verdict, CodecRegistry codecs) {
        this.number = number;
        this.fact = fact;
        this.verdict = verdict;
        this.codecs = codecs;
    }

    /** 1, 2, 3 … in the order of application. */
    public long number() {
        return number;
    }

    public Fact fact() {
        return fact;
    }

    /** The verdict as its decider's own record, if one was given. */
    public <V extends Record> @Nullable V verdict(Class<V> type) {
        return verdict == null
                ? null
                : codecs.get(type)
                        .decode(
                                new BsonDocumentReader(verdict),
                                DecoderContext.builder().build());
    }
}
