package io.crmesh.platform;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose records a caller may see. Every read goes through one; there is none without it. */
public sealed interface Scope {

    /** Every record. */
    record All() implements Scope {}

    /** The records of the customers that a person looks after, and of those that one of these teams does. */
    record Theirs(String owner, Set<String> teams) implements Scope {

        public Theirs {
            teams = Set.copyOf(teams);
        }
    }

    static Scope own(String owner) {
        return new Theirs(owner, Set.of());
    }

    /** Whether a record with this access is in it. */
    default boolean admits(@Nullable String owner, @Nullable String team) {
        return switch (this) {
            case All _ -> true;
            case Theirs(var me, var mine) -> me.equals(owner) || (team != null && mine.contains(team));
        };
    }
}
