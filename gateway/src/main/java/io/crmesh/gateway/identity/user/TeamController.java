package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.EntityTags;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.Page;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Refusal;
import io.crmesh.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for teams. All signed-in users may see their names, because records carry their ids. */
@RestController
@RequestMapping("/api/teams")
class TeamController {

    record NamedTeam(@NotBlank @PlainText @Size(max = 100) String name) {}

    record TeamView(String id, String name) {
        static TeamView of(Team team) {
            return new TeamView(team.id(), team.name());
        }
    }

    private final Teams teams;
    private final AccessLog accessLog;

    TeamController(Teams teams, AccessLog accessLog) {
        this.teams = teams;
        this.accessLog = accessLog;
    }

    @GetMapping
    @Needs(Needs.NOTHING)
    ResponseEntity<Page<TeamView>> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = teams.after(after, Page.limit(limit) + 1).stream()
                .map(TeamView::of)
                .toList();
        accessLog.shown(caller, null, "GET /api/teams", Page.ids(found, limit, TeamView::id));
        return Page.of(found, limit, "/api/teams", TeamView::name);
    }

    @PostMapping
    @Needs("users:write")
    ResponseEntity<TeamView> add(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NamedTeam request) {
        var team = new Team(RecordIds.of("tem_", caller, key), request.name(), 1);
        if (!teams.add(team)) {
            var made = teams.find(team.id()).orElseThrow(TeamController::taken);
            if (!made.name().equals(request.name())) {
                throw Refusal.keyReused();
            }
        }
        accessLog.permissionsChanged(caller, "POST /api/teams", team.id());
        return ResponseEntity.created(URI.create("/api/teams/" + team.id()))
                .eTag(EntityTags.tag(1))
                .body(TeamView.of(team));
    }

    @GetMapping("/{id}")
    @Needs(Needs.NOTHING)
    ResponseEntity<TeamView> show(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        var team = teams.find(id);
        team.ifPresentOrElse(
                found -> accessLog.shown(caller, null, "GET /api/teams/{id}", List.of(found.id())),
                () -> accessLog.missing(caller, null, "GET /api/teams/{id}", id));
        return response(team.orElseThrow(() -> Refusal.notFound("team")));
    }

    @PatchMapping("/{id}")
    @Needs("users:write")
    ResponseEntity<TeamView> rename(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody NamedTeam request) {
        var team = found(id);
        EntityTags.check(ifMatch, team.version());
        return switch (teams.rename(new Team(id, request.name(), team.version()))) {
            case DONE -> {
                accessLog.permissionsChanged(caller, "PATCH /api/teams/{id}", id);
                yield response(found(id));
            }
            case TAKEN -> throw taken();
            case STALE -> throw Refusal.stale();
        };
    }

    private Team found(String id) {
        return teams.find(id).orElseThrow(() -> Refusal.notFound("team"));
    }

    private static Refusal taken() {
        return Refusal.conflict("name-taken", "There is a team of this name");
    }

    private static ResponseEntity<TeamView> response(Team team) {
        return ResponseEntity.ok().eTag(EntityTags.tag(team.version())).body(TeamView.of(team));
    }
}
