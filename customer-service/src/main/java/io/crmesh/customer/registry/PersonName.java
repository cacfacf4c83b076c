package io.crmesh.customer.registry;

import org.jspecify.annotations.Nullable;

/** What a customer is called: by law, by friends, or both. At least one is there. */
public record PersonName(@Nullable String legal, @Nullable String nickname) {

    /** The one to show and to sort by. */
    String display() {
        if (legal != null) {
            return legal;
        }
        return nickname == null ? "" : nickname;
    }
}
