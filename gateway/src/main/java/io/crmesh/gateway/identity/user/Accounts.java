package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Application service: what users see of their own account. */
@Service
public class Accounts {

    /**
     * The account of a user.
     *
     * @param teams the names of the teams
     * @param hasPassword whether the user can change a password here
     */
    public record Account(String username, String name, List<String> roles, List<String> teams, boolean hasPassword) {}

    private final Users users;
    private final Teams teams;

    Accounts(Users users, Teams teams) {
        this.users = users;
        this.teams = teams;
    }

    /** A user of an external issuer has no other names here than those of the issuer. */
    public Account of(Caller caller) {
        return of(caller.id())
                .orElseGet(() -> new Account(
                        caller.id(),
                        caller.id(),
                        BsonFields.sorted(caller.roles()),
                        BsonFields.sorted(caller.teams()),
                        false));
    }

    public Optional<Account> of(String user) {
        return users.find(user)
                .map(each -> new Account(
                        each.username(),
                        each.name(),
                        BsonFields.sorted(each.roles()),
                        teams.names(each.teams()),
                        each.password() == User.Password.CHOSEN));
    }
}
