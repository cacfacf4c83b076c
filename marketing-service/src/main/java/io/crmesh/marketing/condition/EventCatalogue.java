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
 * Catalogue of the events that can trigger an automation, and of what a condition can read of each. It is read from the
 * contracts, so a new event or field needs no change here.
 */
@Component
public final class EventCatalogue {

    /** First words of the events that are about a customer and that profiles consume. */
    private static final Set<String> CONSUMED = Set.of(
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

    /** First words of the events that need a further permission besides reading marketing. */
    private static final Map<String, String> NEEDS =
            Map.of("payment", PAYMENTS, "refund", PAYMENTS, "invoice", PAYMENTS, "credit", PAYMENTS);

    private static final String FILE_END = ".json";

    private final Map<String, EventPaths> triggers = new TreeMap<>();

    public EventCatalogue() {
        var json = JsonMapper.shared();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:events/*.v*.json")) {
                var type = typeOf(String.valueOf(file.getFilename()));
                if (CONSUMED.contains(firstWord(type))) {
                    triggers.put(type, EventPaths.of(json.readTree(file.getContentAsByteArray())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue of events cannot be read", e);
        }
    }

    public Set<String> triggers() {
        return new TreeSet<>(triggers.keySet());
    }

    public Optional<EventPaths> of(String trigger) {
        return Optional.ofNullable(triggers.get(trigger));
    }

    /** The permission that reading such an event needs besides that of reading marketing. */
    public static Optional<String> needs(String trigger) {
        return Optional.ofNullable(NEEDS.get(firstWord(trigger)));
    }

    /** The events that a caller may not read. */
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
