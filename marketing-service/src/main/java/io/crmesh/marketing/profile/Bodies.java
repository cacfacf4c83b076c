package io.crmesh.marketing.profile;

import io.crmesh.marketing.profile.Attributes.Source;
import io.crmesh.platform.Refusal.Unreadable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of other services' facts that a profile is made of. */
final class Bodies {

    private Bodies() {}

    record Described(
            @Nullable String kind,
            @Nullable String stage,
            @Nullable String country,
            @Nullable String region,
            @Nullable String city,
            @Nullable String language,
            @Nullable String gender,
            @Nullable String ageBand,
            @Nullable String industry,
            @Nullable String companySize,
            @Nullable Source source) {

        Attributes attributes() {
            return new Attributes(
                    kind, stage, country, region, city, language, gender, ageBand, industry, companySize, source);
        }
    }

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

    /** What a fact must say to be counted; without it the fact is parked rather than counted wrongly. */
    private static void require(@Nullable Object value, String field) {
        if (value == null) {
            throw new Unreadable(field, "is missing");
        }
    }
}
