package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.mapping.RowFields;
import io.crmesh.customer.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Groups the rows of a block that may be about one customer: those that share an identifier, directly or through other
 * rows. The rows of people at an organization belong to those of the organization itself, if the block has any.
 */
final class RowGroups {

    /** Each group's identifiers and rows lead to another one of the same group, the last of them to itself. */
    private final Map<Object, Object> next = new HashMap<>();

    private final Map<Object, Integer> sizes = new HashMap<>();

    RowGroups(List<RowFields> rows) {
        var organizations = rows.stream()
                .flatMap(row -> row.organization().stream().map(Texts::folded))
                .collect(Collectors.toSet());
        for (var row : rows) {
            row.organization()
                    .or(row::company)
                    .map(Texts::folded)
                    .filter(organizations::contains)
                    .ifPresent(name -> join(row, "organization " + name));
            row.identifiers().forEach(identifier -> join(row, identifier));
        }
        rows.forEach(row -> sizes.merge(groupOf(row), 1, Integer::sum));
    }

    private void join(RowFields row, String identifier) {
        next.put(groupOf(row), groupOf(identifier));
    }

    /** Whether another row of the block may be about the same customer. */
    boolean isShared(RowFields row) {
        return sizes.getOrDefault(groupOf(row), 0) > 1;
    }

    Object groupOf(Object rowOrIdentifier) {
        var group = rowOrIdentifier;
        for (var other = next.get(group); other != null && !other.equals(group); other = next.get(group)) {
            group = other;
        }
        return group;
    }
}
