package io.crmesh.contracts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validator of amounts: each has exactly as many decimals as its currency, 12.30 USD or 1200 JPY. A schema cannot say that. */
final class MoneyScale {

    private MoneyScale() {}

    /** One entry per wrong amount: its path and what is wrong. */
    static List<String> problems(JsonNode body) {
        var problems = new ArrayList<String>();
        collect("", body, problems);
        return problems;
    }

    private static void collect(String path, JsonNode node, List<String> problems) {
        if (node instanceof ObjectNode object
                && object.path("amount").isString()
                && object.path("currency").isString()) {
            check(
                    path,
                    object.path("amount").asString(),
                    object.path("currency").asString(),
                    problems);
        }
        node.forEachEntry((name, inner) -> collect(path + "/" + name, inner, problems));
        if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                collect(path + "/" + i, node.path(i), problems);
            }
        }
    }

    private static void check(String path, String amount, String code, List<String> problems) {
        try {
            var decimals = Currency.getInstance(code).getDefaultFractionDigits();
            if (decimals >= 0 && new BigDecimal(amount).scale() != decimals) {
                problems.add("%s/amount: %s has %d decimals, not %s".formatted(path, code, decimals, amount));
            }
        } catch (NumberFormatException _) {
            problems.add("%s/amount: %s is not a decimal".formatted(path, amount));
        } catch (IllegalArgumentException _) {
            problems.add("%s/currency: there is no currency %s".formatted(path, code));
        }
    }
}
