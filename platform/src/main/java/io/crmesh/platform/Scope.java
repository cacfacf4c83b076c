package io.crmesh.platform;

import org.jspecify.annotations.Nullable;

/**
 * Whose records a caller may see. Every read goes through one; there is none without it. Until sign-in exists everybody
 * on this machine sees all.
 */
public sealed interface Scope {

    /** Every record. */
    record All() implements Scope {}

    /** The records of the customers of one team. */
    record Team(String team) implements Scope {}

    /** The records of the customers that one person looks after. */
    record Own(String owner) implements Scope {}

    /** Whether a record with this access is in it. */
    default boolean admits(@Nullable String owner, @Nullable String team) {
        return switch (this) {
            case All _ -> true;
            case Team(var mine) -> mine.equals(team);
            case Own(var me) -> me.equals(owner);
        };
    }
}
