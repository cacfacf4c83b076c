package io.crmesh.gateway.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token may be restricted to: {@code crm} for all that its owner may do, or a resource with an operation, also a
 * class of fields.
 */
final class Scopes {

    static final String WHOLE = "crm";

    private static final Set<String> ALL = Stream.concat(
                    Stream.of("customers", "orders", "payments", "interactions", "tickets", "marketing")
                            .flatMap(resource ->
                                    Stream.of(resource + ":read", resource + ":write", resource + ":export")),
                    Stream.of(
                            WHOLE,
                            "customers:merge",
                            "customers:erase",
                            "users:read",
                            "users:write",
                            "operations:read",
                            "operations:write",
                            "audit:read",
                            "contact:read",
                            "financial:read",
                            "recording:read",
                            "number-lookup:read",
                            "content:read"))
            .collect(Collectors.toUnmodifiableSet());

    private Scopes() {}

    /** Those that name something, in order. */
    static List<String> single() {
        return ALL.stream().filter(scope -> !scope.equals(WHOLE)).sorted().toList();
    }

    static boolean exists(String scope) {
        return ALL.contains(scope);
    }
}
