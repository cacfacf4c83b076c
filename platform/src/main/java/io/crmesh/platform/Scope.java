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

    /** Whose record it is: nobody's, if it is about no customer. */
    interface Rows {
        @Nullable
        String customer();

        @Nullable
        String owner();

        @Nullable
        String team();
    }

    /** Whether a record is in it. What is about no customer is for everybody who may see its kind. */
    default boolean admits(Rows rows) {
        return switch (this) {
            case All _ -> true;
            case Theirs(var me, var mine) ->
                rows.customer() == null
                        || me.equals(rows.owner())
                        || (rows.team() != null && mine.contains(rows.team()));
        };
    }
}
