package io.crmesh.gateway.identity;

import io.crmesh.gateway.Needs;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door to passwords for those who look after others. People change their own where they sign in. */
@RestController
@RequestMapping("/api/users/{user}/temporary-password")
class PasswordController {

    /**
     * A password for the first time, to be handed over.
     *
     * @param password shown this once
     * @param endsAt until when it has to be changed for one of their own
     */
    record GivenPassword(String username, String password, Instant endsAt) {}

    private final Users users;
    private final PasswordDesk desk;
    private final Audit audit;

    PasswordController(Users users, PasswordDesk desk, Audit audit) {
        this.users = users;
        this.desk = desk;
        this.audit = audit;
    }

    /** Gives a user another password and signs them out everywhere. Each time it is another one. */
    @PutMapping
    @Needs("users:write")
    ResponseEntity<GivenPassword> give(@AuthenticationPrincipal Visitor visitor, @PathVariable String user) {
        var found = users.find(user).orElseThrow(() -> Refused.notFound("user"));
        var given = desk.give(found.id());
        audit.permissions(visitor, "PUT /api/users/{user}/temporary-password", found.id());
        return ResponseEntity.ok(new GivenPassword(found.username(), given.password(), given.endsAt()));
    }
}
