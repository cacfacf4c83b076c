package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.function.Executable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Contract test of permissions: calls every endpoint of a service in every role and compares the result with the
 * permission table. An endpoint that is missing on either side is a failure, too.
 */
public final class PermissionWalk {

    private static final String OPEN = "-";
    private static final Set<String> INTERNAL = Set.of("events", "owners", "contacts", "withdrawals");

    private final PermissionTable table = PermissionTable.load();
    private final String service;
    private final MockMvcTester http;
    private final RequestMappingHandlerMapping mapping;

    public PermissionWalk(String service, MockMvcTester http, RequestMappingHandlerMapping mapping) {
        this.service = service;
        this.http = http;
        this.mapping = mapping;
    }

    public void check() {
        assertThat(endpointsOfCode()).isEqualTo(endpointsOfTable());
        var steps = new ArrayList<Executable>();
        for (var endpoint : table.endpointsOf(service)) {
            if (endpoint.needs().equals(OPEN)) {
                steps.add(() ->
                        assertThat(status(endpoint, "")).as("%s", endpoint).isNotIn(401, 403));
            } else {
                steps.addAll(steps(endpoint));
            }
        }
        assertAll(steps);
    }

    private Set<String> endpointsOfCode() {
        var found = new TreeSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            var ours = handler.getBeanType().getName().startsWith("io.crmesh.");
            var methods = info.getMethodsCondition().getMethods();
            for (var path : ours ? info.getPatternValues() : Set.<String>of()) {
                if (!path.equals("/error")) {
                    methods.forEach(method -> found.add(method + " " + path));
                }
            }
        });
        return found;
    }

    private Set<String> endpointsOfTable() {
        var wanted = new TreeSet<String>();
        table.endpointsOf(service).forEach(each -> wanted.add(each.method() + " " + each.path()));
        return wanted;
    }

    private List<Executable> steps(Endpoint endpoint) {
        var needs = endpoint.needs();
        var steps = new ArrayList<Executable>();
        steps.add(() -> assertThat(status(endpoint, "nonsense"))
                .as("nobody: %s", endpoint)
                .isEqualTo(401));
        for (var role : table.roles()) {
            steps.add(() -> step(endpoint, role, "crm", table.allows(role, endpoint)));
        }
        var internal = INTERNAL.contains(needs.substring(0, needs.indexOf(':')));
        var forPeople = needs.equals("operations:write") || needs.startsWith("audit:") || needs.endsWith(":erase");
        steps.add(() -> step(endpoint, "INTEGRATION", "crm", false));
        steps.add(() -> step(endpoint, "INTEGRATION", needs, !internal && !forPeople));
        steps.add(() -> step(endpoint, "SERVICE", "crm", false));
        steps.add(() -> step(endpoint, "SERVICE", needs, internal));
        steps.add(() -> step(endpoint, "ADMIN", "users:read", false));
        return steps;
    }

    private void step(Endpoint endpoint, String role, String scope, boolean allowed) {
        var token = TestIssuer.signed(
                TestIssuer.claims("walker", role).claim("scope", scope).build());
        var described = assertThat(status(endpoint, token)).as("%s with %s: %s", role, scope, endpoint);
        if (allowed) {
            described.isNotIn(401, 403);
        } else {
            described.isEqualTo(403);
        }
    }

    private int status(Endpoint endpoint, String token) {
        var path = endpoint.path().replaceAll("\\{[a-z]+}", "x1");
        var request = http.method(HttpMethod.valueOf(endpoint.method())).uri(path);
        content(endpoint).ifPresent(request::contentType);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.exchange().getResponse().getStatus();
    }

    /** The content type of the body where an endpoint requires one: with another the permission is not checked. */
    private Optional<MediaType> content(Endpoint endpoint) {
        return mapping.getHandlerMethods().keySet().stream()
                .filter(info -> info.getPatternValues().contains(endpoint.path()))
                .filter(info -> info.getMethodsCondition().getMethods().stream()
                        .anyMatch(method -> method.name().equals(endpoint.method())))
                .flatMap(info -> info.getConsumesCondition().getConsumableMediaTypes().stream())
                .filter(MediaType::isConcrete)
                .findFirst();
    }
}
