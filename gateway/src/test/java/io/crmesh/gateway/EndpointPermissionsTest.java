package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Endpoint;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.testing.GatewayTest;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.crmesh.gateway.testing.StubService;
import io.crmesh.gateway.testing.StubServices;
import io.crmesh.gateway.testing.TestClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Endpoints of the gateway allow exactly the roles of the permission table. */
@GatewayTest
class EndpointPermissionsTest {

    private static final String API = "/api/";
    private static final String INTERNAL = "/internal/";
    private static final String ANY_CALLER = "*";
    private static final Set<String> OF_SERVICES = Set.of("owners:read", "contacts:read");

    private final PermissionTable table = PermissionTable.load();
    private final Map<RequestMappingInfo, HandlerMethod> endpoints;

    @LocalServerPort
    int port;

    EndpointPermissionsTest(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.endpoints = mapping.getHandlerMethods();
    }

    @BeforeEach
    void awaitFirstAdministrator() {
        StubServices.ALL.values().forEach(StubService::reset);
        await().untilAsserted(() ->
                assertThat(client().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @Test
    void tableListsExactlyTheEndpoints() {
        var ofTable = table.endpointsOf("gateway").stream()
                .map(each -> each.method() + " " + each.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ofCode()).isEqualTo(ofTable);
    }

    private Set<String> ofCode() {
        var found = new TreeSet<String>();
        for (var info : endpoints.keySet()) {
            for (var path : info.getPatternValues()) {
                if (path.startsWith(API) || path.startsWith(INTERNAL)) {
                    info.getMethodsCondition().getMethods().forEach(method -> found.add(method + " " + path));
                }
            }
        }
        return found;
    }

    @Test
    void endpointWithoutPermissionIsNoPartOfTheApi() {
        var silent = endpoints.entrySet().stream()
                .filter(each -> !each.getValue().hasMethodAnnotation(Needs.class))
                .flatMap(each -> each.getKey().getPatternValues().stream());

        assertThat(silent).isNotEmpty().noneMatch(path -> path.startsWith(API) || path.startsWith(INTERNAL));
    }

    @Test
    void endpointAllowsExactlyTheRolesOfTheTable() {
        var steps = new ArrayList<Executable>();
        for (var endpoint : table.endpointsOf("gateway")) {
            steps.addAll(steps(endpoint));
        }

        assertAll(steps);
    }

    private List<Executable> steps(Endpoint endpoint) {
        var needs = endpoint.needs();
        var forAll = needs.equals(ANY_CALLER);
        var steps = new ArrayList<Executable>();
        steps.add(() -> assertThat(status(endpoint, "nonsense"))
                .as("invalid token: %s", endpoint)
                .isEqualTo(401));
        for (var role : table.roles()) {
            steps.add(() -> step(endpoint, role, "crm", table.allows(role, endpoint)));
        }
        steps.add(() -> step(endpoint, "INTEGRATION", "crm", forAll));
        steps.add(() -> step(endpoint, "INTEGRATION", needs, forAll || needs.equals("operations:read")));
        steps.add(() -> step(endpoint, "SERVICE", "crm", forAll));
        steps.add(() -> step(endpoint, "SERVICE", needs, forAll || OF_SERVICES.contains(needs)));
        steps.add(() -> step(endpoint, "ADMIN", "customers:read", forAll));
        return steps;
    }

    private void step(Endpoint endpoint, String role, String scope, boolean allowed)
            throws IOException, InterruptedException {
        var claims = IssuerUnderTest.claims("walker", role).claim("scope", scope);
        var described = assertThat(status(endpoint, IssuerUnderTest.signed(claims.build())))
                .as("%s with %s: %s", role, scope, endpoint);
        if (allowed) {
            described.isLessThan(500).isNotIn(401, 403);
        } else {
            described.isEqualTo(403);
        }
    }

    private int status(Endpoint endpoint, String token) throws IOException, InterruptedException {
        var path = endpoint.path().replaceAll("\\{[a-z]+}", "x1");
        return client().send(client().unauthenticated(path)
                        .header("Authorization", "Bearer " + token)
                        .method(endpoint.method(), BodyPublishers.noBody()))
                .statusCode();
    }

    private TestClient client() {
        return new TestClient(port);
    }
}
