package io.crmesh.platform;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Row-level access: the records that a caller may see. Every read takes one. */
public sealed interface AccessScope {

    /** Every record. */
    record All() implements AccessScope {}

    /** The records of customers that the person or one of these teams owns, and the records about no customer. */
    record Theirs(String owner, Set<String> teams) implements AccessScope {

        public Theirs {
            teams = Set.copyOf(teams);
        }
    }

    static AccessScope own(String owner) {
        return new Theirs(owner, Set.of());
    }

    /** The owner of a record; all fields are null if the record is about no customer. */
    interface Rows {
        @Nullable
        String customer();

        @Nullable
        String owner();

        @Nullable
        String team();
    }

    /**
     * Whether a record is within this scope. A record about no customer is open to every caller with permission for its
     * kind.
     */
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
