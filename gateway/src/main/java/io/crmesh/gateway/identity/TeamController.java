package io.crmesh.gateway.identity;

import io.crmesh.gateway.Needs;
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

/** The door to teams. Whoever is signed in may see their names, for records carry their ids. */
@RestController
@RequestMapping("/api/teams")
class TeamController {

    record NamedTeam(@NotBlank @Size(max = 100) String name) {}

    record TeamView(String id, String name) {
        static TeamView of(Team team) {
            return new TeamView(team.id(), team.name());
        }
    }

    private final Teams teams;
    private final Audit audit;

    TeamController(Teams teams, Audit audit) {
        this.teams = teams;
        this.audit = audit;
    }

    @GetMapping
    @Needs(Needs.NOTHING)
    ResponseEntity<Page<TeamView>> list(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = teams.after(after, Page.limit(limit) + 1).stream()
                .map(TeamView::of)
                .toList();
        audit.shown(visitor, null, "GET /api/teams", Page.ids(found, limit, TeamView::id));
        return Page.of(found, limit, "/api/teams", TeamView::name);
    }

    @PostMapping
    @Needs("users:write")
    ResponseEntity<TeamView> add(
            @AuthenticationPrincipal Visitor visitor,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody NamedTeam wish) {
        var team = new Team(Ids.of("tem_", visitor, key), wish.name(), 1);
        if (!teams.add(team)) {
            var made = teams.find(team.id()).orElseThrow(TeamController::taken);
            if (!made.name().equals(wish.name())) {
                throw Refused.keyReused();
            }
        }
        audit.permissions(visitor, "POST /api/teams", team.id());
        return ResponseEntity.created(URI.create("/api/teams/" + team.id()))
                .eTag(Versions.tag(1))
                .body(TeamView.of(team));
    }

    @GetMapping("/{id}")
    @Needs(Needs.NOTHING)
    ResponseEntity<TeamView> show(@AuthenticationPrincipal Visitor visitor, @PathVariable String id) {
        var team = teams.find(id);
        team.ifPresentOrElse(
                found -> audit.shown(visitor, null, "GET /api/teams/{id}", List.of(found.id())),
                () -> audit.missing(visitor, null, "GET /api/teams/{id}", id));
        return answer(team.orElseThrow(() -> Refused.notFound("team")));
    }

    @PatchMapping("/{id}")
    @Needs("users:write")
    ResponseEntity<TeamView> rename(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @Valid @RequestBody NamedTeam wish) {
        var team = found(id);
        Versions.check(seen, team.version());
        return switch (teams.rename(new Team(id, wish.name(), team.version()))) {
            case DONE -> {
                audit.permissions(visitor, "PATCH /api/teams/{id}", id);
                yield answer(found(id));
            }
            case TAKEN -> throw taken();
            case STALE -> throw Refused.stale();
        };
    }

    private Team found(String id) {
        return teams.find(id).orElseThrow(() -> Refused.notFound("team"));
    }

    private static Refused taken() {
        return Refused.conflict("name-taken", "There is a team of this name");
    }

    private static ResponseEntity<TeamView> answer(Team team) {
        return ResponseEntity.ok().eTag(Versions.tag(team.version())).body(TeamView.of(team));
    }
}
