package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.Page;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the history of what a user may do. */
@RestController
@RequestMapping("/api/users/{id}/history")
class UserHistoryController {

    private static final String ENDPOINT = "GET /api/users/{id}/history";

    private final Users users;
    private final AccessLog accessLog;

    UserHistoryController(Users users, AccessLog accessLog) {
        this.users = users;
        this.accessLog = accessLog;
    }

    /** The newest entry comes first. */
    @GetMapping
    @Needs("users:read")
    ResponseEntity<Page<UserHistoryEntry>> history(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        var max = Page.limit(limit);
        var user = caller.resolve(id);
        var history = users.history(user).orElseThrow(() -> noSuchUser(caller, id));
        accessLog.shown(caller, "users:read", ENDPOINT, List.of(user));
        var found = history.reversed().stream()
                .filter(each -> after == null || each.version() < after)
                .limit(max + 1L)
                .toList();
        return Page.of(found, max, "/api/users/%s/history".formatted(user), each -> Long.toString(each.version()));
    }

    private Refusal noSuchUser(Caller caller, String id) {
        accessLog.missing(caller, "users:read", ENDPOINT, id);
        return Refusal.notFound("user");
    }
}
