package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Internal REST controller for the services, which ask it who can own a record and where a user gets mails. An id is any
 * text here, also one that no user can have, and one that is unknown is an answer: a wrong address must not look like it.
 */
@RestController
@RequestMapping("/internal")
class InternalUserController {

    record Known(boolean known) {}

    record Address(@Nullable String email) {}

    private final Users users;
    private final Teams teams;

    InternalUserController(Users users, Teams teams) {
        this.users = users;
        this.teams = teams;
    }

    @GetMapping("/users/known")
    @Needs("owners:read")
    Known user(@RequestParam String id) {
        return new Known(users.find(id).isPresent());
    }

    @GetMapping("/teams/known")
    @Needs("owners:read")
    Known team(@RequestParam String id) {
        return new Known(teams.find(id).isPresent());
    }

    /** The address that an administrator entered; none of a user who may not sign in any more. */
    @GetMapping("/users/email")
    @Needs("contacts:read")
    Address email(@RequestParam String id) {
        return new Address(users.find(id).filter(User::active).map(User::email).orElse(null));
    }
}
