package io.crmesh.platform.list;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Goes through a list page by page, holding one page at a time. */
final class Walk implements Iterator<BsonDocument> {

    private final Function<Query, Page<BsonDocument>> pages;
    private @Nullable Query ahead;
    private Iterator<BsonDocument> rows = Collections.emptyIterator();

    Walk(Function<Query, Page<BsonDocument>> pages, Query start) {
        this.pages = pages;
        this.ahead = start;
    }

    @Override
    public boolean hasNext() {
        if (!rows.hasNext() && ahead != null) {
            var page = pages.apply(ahead);
            rows = page.items().iterator();
            ahead = page.next() == null ? null : ahead.after(page.items().getLast());
        }
        return rows.hasNext();
    }

    @Override
    public BsonDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }
}
