package io.crmesh.gateway.identity.password;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.identity.user.Users;
import io.crmesh.gateway.problem.Refusal;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller for temporary passwords, which administrators give to users. Users change their own password where
 * they sign in.
 */
@RestController
@RequestMapping("/api/users/{user}/temporary-password")
class PasswordController {

    /**
     * A temporary password, to be passed on to its user.
     *
     * @param password shown only this once
     * @param endsAt until when the user has to replace it
     */
    record GivenPassword(String username, String password, Instant endsAt) {}

    private final Users users;
    private final PasswordService passwords;
    private final AccessLog accessLog;

    PasswordController(Users users, PasswordService passwords, AccessLog accessLog) {
        this.users = users;
        this.passwords = passwords;
        this.accessLog = accessLog;
    }

    /** Gives a user a temporary password and ends all their sessions. A repeated request gives another password. */
    @PutMapping
    @Needs("users:write")
    ResponseEntity<GivenPassword> give(@AuthenticationPrincipal Caller caller, @PathVariable String user) {
        var found = users.find(user).orElseThrow(() -> Refusal.notFound("user"));
        var temporary = passwords.giveTemporary(found.id());
        accessLog.permissionsChanged(caller, "PUT /api/users/{user}/temporary-password", found.id());
        return ResponseEntity.ok(new GivenPassword(found.username(), temporary.password(), temporary.endsAt()));
    }
}
