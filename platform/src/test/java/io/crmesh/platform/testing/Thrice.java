package io.crmesh.platform.testing;

import io.crmesh.contracts.PermissionTable.Rows;
import java.util.List;
import java.util.function.UnaryOperator;

/** Three records of a kind: the caller's own, their team's, and a foreign one. */
public record Thrice(String own, String team, String foreign) {

    /** Customers that a service learns about from their events. */
    public static Thrice customers(CustomerEvents events) {
        var customers = new Thrice("mine", "ours", "theirs").map(_ -> customer());
        events.registered(customers.own, RowWalk.WALKER, FieldWalk.TEAM);
        events.registered(customers.team, "mate", FieldWalk.TEAM);
        events.registered(customers.foreign, "stranger", "team_north");
        return customers;
    }

    private static String customer() {
        return "cus_" + Api.key().replace("-", "").substring(0, 26);
    }

    /** The records of each of them. */
    public Thrice map(UnaryOperator<String> made) {
        return new Thrice(made.apply(own), made.apply(team), made.apply(foreign));
    }

    List<String> all() {
        return List.of(own, team, foreign);
    }

    List<String> within(Rows rows) {
        return switch (rows) {
            case OWN -> List.of(own);
            case TEAM -> List.of(own, team);
            case ALL -> all();
        };
    }
}
