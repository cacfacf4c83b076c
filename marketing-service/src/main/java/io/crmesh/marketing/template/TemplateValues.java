package io.crmesh.marketing.template;

import io.crmesh.marketing.condition.ProfilePaths;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of a template: texts under dotted names, passed to the engine as nested maps. */
final class TemplateValues {

    private static final String SAMPLE = "1";

    private TemplateValues() {}

    static boolean allows(String name, Set<String> eventPaths) {
        return name.startsWith("event.")
                ? eventPaths.contains(name.substring("event.".length()))
                : ProfilePaths.names().contains(name.substring("profile.".length()));
    }

    /** A sample value for each name, to try a template. */
    static Map<String, String> samples(Set<String> named) {
        var samples = new HashMap<String, String>();
        Templates.ALWAYS.forEach(name -> samples.put(name, SAMPLE));
        named.forEach(name -> samples.put(name, SAMPLE));
        return samples;
    }

    static Map<String, Object> nested(Map<String, String> values) {
        var root = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> put(root, name, value));
        return root;
    }

    private static void put(Map<String, Object> in, String name, String value) {
        var dot = name.indexOf('.');
        if (dot < 0) {
            in.put(name, value);
            return;
        }
        var inner = in.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<String, Object>());
        if (inner instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // only this method puts maps there
            var deeper = (Map<String, Object>) map;
            put(deeper, name.substring(dot + 1), value);
        }
    }
}
