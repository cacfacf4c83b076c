package io.crmesh.marketing.condition;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.crmesh.platform.auth.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts that can trigger an automation, and what a condition can ask of each: read from the contracts themselves, so
 * that a new fact or field needs no word here.
 */
@Component
public final class FactCatalogue {

    /** First words of the facts that are about a customer and that profiles listen to. */
    private static final Set<String> HEARD = Set.of(
            "confirmation",
            "connector",
            "credit",
            "customer",
            "feedback",
            "interaction",
            "invoice",
            "lead",
            "opportunity",
            "order",
            "page",
            "payment",
            "quote",
            "refund",
            "social",
            "survey",
            "task",
            "ticket");

    private static final String PAYMENTS = "payments:read";

    /** First words of the facts that not everybody may learn of who may read marketing. */
    private static final Map<String, String> NEEDS =
            Map.of("payment", PAYMENTS, "refund", PAYMENTS, "invoice", PAYMENTS, "credit", PAYMENTS);

    private static final String FILE_END = ".json";

    private final Map<String, FactPaths> triggers = new TreeMap<>();

    public FactCatalogue() {
        var json = JsonMapper.shared();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:facts/*.v*.json")) {
                var type = typeOf(String.valueOf(file.getFilename()));
                if (HEARD.contains(firstWord(type))) {
                    triggers.put(type, FactPaths.of(json.readTree(file.getContentAsByteArray())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue of facts cannot be read", e);
        }
    }

    public Set<String> triggers() {
        return new TreeSet<>(triggers.keySet());
    }

    public Optional<FactPaths> of(String trigger) {
        return Optional.ofNullable(triggers.get(trigger));
    }

    /** What whoever is to learn of such a fact must be allowed to read besides marketing. */
    public static Optional<String> needs(String trigger) {
        return Optional.ofNullable(NEEDS.get(firstWord(trigger)));
    }

    /** The facts of which a caller may learn nothing. */
    public Set<String> closedTo(Caller caller) {
        return triggers.keySet().stream()
                .filter(trigger -> needs(trigger).filter(not(caller::may)).isPresent())
                .collect(toUnmodifiableSet());
    }

    private static String firstWord(String type) {
        return type.split("\\.", -1)[0];
    }

    /** {@code order.placed.v1.json} is {@code order.placed}; a second version is a type of its own. */
    private static String typeOf(String file) {
        var name = file.substring(0, file.length() - FILE_END.length());
        return name.endsWith(".v1") ? name.substring(0, name.length() - ".v1".length()) : name;
    }
}
