package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Money;
import io.crmesh.platform.Refusal.Unreadable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the values at a path of an event's body. A value of another type than the contract promises is an error. */
final class JsonValues {

    private JsonValues() {}

    static List<?> at(JsonNode body, List<String> path, ValueType type) {
        var found = new ArrayList<JsonNode>();
        collect(body, path, found);
        return found.stream().map(node -> value(node, type)).toList();
    }

    private static void collect(JsonNode in, List<String> path, List<JsonNode> found) {
        if (in.isArray()) {
            in.forEach(each -> collect(each, path, found));
        } else if (path.isEmpty()) {
            if (!in.isNull() && !in.isMissingNode()) {
                found.add(in);
            }
        } else {
            collect(in.path(path.getFirst()), path.subList(1, path.size()), found);
        }
    }

    private static Object value(JsonNode node, ValueType type) {
        return switch (type) {
            case TEXT -> text(node);
            case NUMBER -> number(node);
            case BOOLEAN -> node.asBoolean();
            case INSTANT -> instant(text(node));
            case MONEY, MONEY_BY_CURRENCY -> Money.of(text(node.path("amount")), text(node.path("currency")));
        };
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw wrongType();
        }
        return node.asString();
    }

    private static BigDecimal number(JsonNode node) {
        return Values.decimal(node.isNumber() ? node.decimalValue().toString() : text(node))
                .orElseThrow(JsonValues::wrongType);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw wrongType();
        }
    }

    private static Unreadable wrongType() {
        return new Unreadable("body", "A field does not have the type that the event's contract promises");
    }
}
