package io.crmesh.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Mapper between the chain and its BSON documents. */
final class Documents {

    private Documents() {}

    static BsonDocument of(Link link) {
        var entry = link.entry();
        var document = new BsonDocument("_id", new BsonInt64(link.sequence()))
                .append("at", new BsonDateTime(entry.at().toEpochMilli()))
                .append("actor", new BsonString(entry.actor()))
                .append("action", new BsonString(entry.action().name()))
                .append("what", new BsonString(entry.what()))
                .append(
                        "records",
                        new BsonArray(
                                entry.records().stream().map(BsonString::new).toList()))
                .append("count", new BsonInt64(entry.count()))
                .append("outcome", new BsonInt32(entry.outcome()))
                .append("prev", new BsonString(link.previous()))
                .append("hash", new BsonString(link.hash()));
        ifPresent(entry.permission(), text -> document.append("permission", text));
        ifPresent(entry.trace(), text -> document.append("trace", text));
        return document;
    }

    private static void ifPresent(@Nullable String text, Consumer<BsonString> use) {
        if (text != null) {
            use.accept(new BsonString(text));
        }
    }

    /** Reads any document without an exception, so that a tampered one is detected by its hash. */
    static Link link(BsonDocument document) {
        var entry = new Entry(
                at(document),
                text(document, "actor"),
                Action.named(text(document, "action")),
                text(document, "permission"),
                text(document, "what"),
                document.get("records") instanceof BsonArray array
                        ? array.stream().map(Documents::text).toList()
                        : List.of(),
                number(document, "count"),
                (int) number(document, "outcome"),
                text(document, "trace"));
        return new Link(number(document, "_id"), entry, text(document, "prev"), text(document, "hash"));
    }

    static BsonDocument of(Head head, List<Link> pending) {
        return new BsonDocument("_id", new BsonString("head"))
                .append("seq", new BsonInt64(head.sequence()))
                .append("hash", new BsonString(head.hash()))
                .append("at", new BsonDateTime(head.at().toEpochMilli()))
                .append("key", new BsonString(head.key()))
                .append("signature", new BsonString(head.signature()))
                .append(
                        "pending",
                        new BsonArray(pending.stream().map(Documents::of).toList()));
    }

    static Head head(BsonDocument document) {
        return new Head(
                number(document, "seq"),
                text(document, "hash"),
                at(document),
                text(document, "key"),
                text(document, "signature"));
    }

    /** The documents of the pending entries that the head document contains. */
    static List<BsonDocument> entries(BsonDocument head) {
        return head.getArray("pending").stream().map(BsonValue::asDocument).toList();
    }

    private static Instant at(BsonDocument document) {
        return Instant.ofEpochMilli(document.get("at") instanceof BsonDateTime time ? time.getValue() : 0);
    }

    private static String text(BsonDocument document, String field) {
        var value = document.get(field);
        return value == null ? "" : text(value);
    }

    private static String text(BsonValue value) {
        return value instanceof BsonString text ? text.getValue() : "?";
    }

    private static long number(BsonDocument document, String field) {
        var value = document.get(field);
        return value != null && value.isNumber() ? value.asNumber().longValue() : -1;
    }
}
