package io.crmesh.gateway.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Token scopes: {@code crm} for all that the owner may do, a resource with an operation, or a class of fields. */
public final class TokenScopes {

    public static final String FULL = "crm";

    private static final Set<String> ALL = Stream.concat(
                    Stream.of("customers", "orders", "payments", "interactions", "tickets", "marketing")
                            .flatMap(resource ->
                                    Stream.of(resource + ":read", resource + ":write", resource + ":export")),
                    Stream.of(
                            FULL,
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

    private TokenScopes() {}

    /** All scopes but the full one, in order. */
    public static List<String> single() {
        return ALL.stream().filter(scope -> !scope.equals(FULL)).sorted().toList();
    }

    public static boolean exists(String scope) {
        return ALL.contains(scope);
    }
}
