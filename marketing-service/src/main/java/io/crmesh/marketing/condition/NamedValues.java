package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Money;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Values of profile and fact as texts, by the names that templates use: {@code profile.orders.count}. */
@Component
public class NamedValues {

    private static final String PROFILE = "profile.";
    private static final String FACT = "fact.";

    private final FactCatalogue catalogue;

    NamedValues(FactCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Those of the named values that are known. */
    public Map<String, String> of(Collection<String> names, Profile profile, Fact fact) {
        var found = new TreeMap<String, String>();
        for (var name : names) {
            var values = name.startsWith(PROFILE)
                    ? ProfilePaths.find(name.substring(PROFILE.length()))
                            .<List<?>>map(path -> path.read().apply(profile))
                            .orElse(List.of())
                    : ofFact(name.substring(FACT.length()), fact);
            if (!values.isEmpty()) {
                found.put(name, values.stream().map(NamedValues::text).collect(Collectors.joining(", ")));
            }
        }
        return found;
    }

    private List<?> ofFact(String name, Fact fact) {
        return catalogue
                .of(fact.type())
                .flatMap(paths -> paths.find(name))
                .<List<?>>map(path -> path.read().apply(new FactPaths.Read(fact, Facts.read(fact, JsonNode.class))))
                .orElse(List.of());
    }

    private static String text(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Money money -> money.amount().toPlainString() + " " + money.currency();
            default -> value.toString();
        };
    }
}
