package io.crmesh.gateway.identity;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What people see of themselves. */
@Service
public class Accounts {

    /**
     * Somebody, to themselves.
     *
     * @param teams their names
     * @param hasPassword whether they can change it here
     */
    public record Account(String username, String name, List<String> roles, List<String> teams, boolean hasPassword) {}

    private final Users users;
    private final Teams teams;

    Accounts(Users users, Teams teams) {
        this.users = users;
        this.teams = teams;
    }

    /** Somebody who came from another issuer has no name here but its own for them. */
    public Account of(Visitor visitor) {
        return of(visitor.id())
                .orElseGet(() -> new Account(
                        visitor.id(), visitor.id(), Bson.sorted(visitor.roles()), Bson.sorted(visitor.teams()), false));
    }

    public Optional<Account> of(String user) {
        return users.find(user)
                .map(each -> new Account(
                        each.username(),
                        each.name(),
                        Bson.sorted(each.roles()),
                        teams.names(each.teams()),
                        each.password() == User.Password.CHOSEN));
    }
}
