package io.crmesh.customer.registry.profile;

import org.jspecify.annotations.Nullable;

/** Value object: the legal name of a customer, the nickname, or both. At least one is present. */
public record PersonName(@Nullable String legal, @Nullable String nickname) {

    /** The name to show and to sort by. */
    public String display() {
        if (legal != null) {
            return legal;
        }
        return nickname == null ? "" : nickname;
    }
}
