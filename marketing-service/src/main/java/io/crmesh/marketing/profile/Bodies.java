package io.crmesh.marketing.profile;

import io.crmesh.platform.Refusal.Unreadable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of other services' event bodies that a profile is made of. */
final class Bodies {

    private Bodies() {}

    record StageChanged(String to) {
        StageChanged {
            require(to, "to");
        }
    }

    record ConsentChanged(String purpose, String channel, String to) {
        ConsentChanged {
            require(purpose, "purpose");
            require(channel, "channel");
            require(to, "to");
        }
    }

    record Totals(String amount, String currency) {
        Totals {
            require(amount, "totals.amount");
            require(currency, "totals.currency");
        }

        Money money() {
            return Money.of(amount, currency);
        }
    }

    record Line(@Nullable String category) {}

    record Placed(@Nullable List<Line> lines, Totals totals) {
        Placed {
            require(totals, "totals");
        }

        Money amount() {
            return totals.money();
        }

        List<String> categories() {
            return lines == null
                    ? List.of()
                    : lines.stream()
                            .map(Line::category)
                            .filter(Objects::nonNull)
                            .toList();
        }
    }

    record TakenBack(Totals totals) {
        TakenBack {
            require(totals, "totals");
        }

        Money amount() {
            return totals.money();
        }
    }

    /** An event without this field becomes a dead letter rather than being counted wrongly. */
    private static void require(@Nullable Object value, String field) {
        if (value == null) {
            throw new Unreadable(field, "is missing");
        }
    }
}
