package io.crmesh.customer.contact;

import org.jspecify.annotations.Nullable;

/**
 * Value object: a postal address.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        @Nullable String street,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String country) {

    public static final Address EMPTY = new Address(null, null, null, null, null);
}
