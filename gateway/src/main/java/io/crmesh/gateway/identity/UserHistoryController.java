package io.crmesh.gateway.identity;

import io.crmesh.gateway.Needs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows who changed what somebody may do. */
@RestController
@RequestMapping("/api/users/{id}/history")
class UserHistoryController {

    private static final String WHAT = "GET /api/users/{id}/history";

    private final Users users;
    private final Audit audit;

    UserHistoryController(Users users, Audit audit) {
        this.users = users;
        this.audit = audit;
    }

    /** The newest first. */
    @GetMapping
    @Needs("users:read")
    ResponseEntity<Page<PastUser>> history(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        var most = Page.limit(limit);
        var user = visitor.meant(id);
        var history = users.history(user).orElseThrow(() -> nobody(visitor, id));
        audit.shown(visitor, "users:read", WHAT, List.of(user));
        var found = history.reversed().stream()
                .filter(each -> after == null || each.version() < after)
                .limit(most + 1L)
                .toList();
        return Page.of(found, most, "/api/users/%s/history".formatted(user), each -> Long.toString(each.version()));
    }

    private Refused nobody(Visitor visitor, String id) {
        audit.missing(visitor, "users:read", WHAT, id);
        return Refused.notFound("user");
    }
}
