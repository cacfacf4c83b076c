package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.mapping.RowFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups the rows of a block that may be about one customer: those that share an identifier, directly or through other
 * rows.
 */
final class RowGroups {

    /** Each group's identifiers and rows lead to another one of the same group, the last of them to itself. */
    private final Map<Object, Object> next = new HashMap<>();

    RowGroups(List<RowFields> rows) {
        for (var row : rows) {
            row.identifiers().forEach(identifier -> next.put(groupOf(row), groupOf(identifier)));
        }
    }

    Object groupOf(Object rowOrIdentifier) {
        var group = rowOrIdentifier;
        for (var other = next.get(group); other != null && !other.equals(group); other = next.get(group)) {
            group = other;
        }
        return group;
    }
}
