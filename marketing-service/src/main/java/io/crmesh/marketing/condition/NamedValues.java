package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.event.RecordedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Resolver of the names that templates use, such as {@code profile.orders.count}, to values as texts. */
@Component
public class NamedValues {

    public static final String PROFILE = "profile.";
    public static final String EVENT = "event.";

    private final EventCatalogue catalogue;

    NamedValues(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The named values that are known; the others are absent. */
    public Map<String, String> of(Collection<String> names, Profile profile, RecordedEvent event) {
        var found = new TreeMap<String, String>();
        for (var name : names) {
            var values = name.startsWith(PROFILE)
                    ? ProfilePaths.find(name.substring(PROFILE.length()))
                            .<List<?>>map(path -> path.read().apply(profile))
                            .orElse(List.of())
                    : ofEvent(name.substring(EVENT.length()), event);
            if (!values.isEmpty()) {
                found.put(name, values.stream().map(Values::text).collect(Collectors.joining(", ")));
            }
        }
        return found;
    }

    private List<?> ofEvent(String name, RecordedEvent event) {
        return catalogue
                .of(event.type())
                .flatMap(paths -> paths.find(name))
                .<List<?>>map(path ->
                        path.read().apply(new EventPaths.ParsedEvent(event, EventBodies.read(event, JsonNode.class))))
                .orElse(List.of());
    }
}
