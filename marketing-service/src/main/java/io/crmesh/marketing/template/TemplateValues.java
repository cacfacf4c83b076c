package io.crmesh.marketing.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a template: texts under dotted names, passed to the engine as nested maps. */
final class TemplateValues {

    private TemplateValues() {}

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
