package io.crmesh.platform.testing;

import io.crmesh.contracts.PermissionTable.Rows;
import java.util.List;
import java.util.function.UnaryOperator;

/** The same thing thrice: of whoever walks, of their team, and of somebody else altogether. */
public record Thrice(String own, String team, String foreign) {

    /** Customers of whom a service learns from their facts. */
    public static Thrice customers(CustomerFacts facts) {
        var customers = new Thrice("mine", "ours", "theirs").map(_ -> customer());
        facts.registered(customers.own, RowWalk.WALKER, FieldWalk.TEAM);
        facts.registered(customers.team, "mate", FieldWalk.TEAM);
        facts.registered(customers.foreign, "stranger", "team_north");
        return customers;
    }

    private static String customer() {
        return "cus_" + Api.key().replace("-", "").substring(0, 26);
    }

    /** What belongs to each of them. */
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
