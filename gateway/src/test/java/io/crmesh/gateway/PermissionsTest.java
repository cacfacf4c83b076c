package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Endpoint;
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

/** What the gateway answers by itself lets in whom the table names that people wrote, and nobody else. */
@GatewayTest
class PermissionsTest {

    private static final String API = "/api/";
    private static final String ANYBODY = "*";

    private final PermissionTable table = PermissionTable.load();
    private final Map<RequestMappingInfo, HandlerMethod> endpoints;

    @LocalServerPort
    int port;

    PermissionsTest(@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.endpoints = mapping.getHandlerMethods();
    }

    @BeforeEach
    void untilThereIsSomebody() {
        Backends.ALL.values().forEach(Backend::reset);
        await().untilAsserted(() ->
                assertThat(browser().get("/api/users/usr_admin").statusCode()).isEqualTo(200));
    }

    @Test
    void theTableKnowsEachEndpointAndNoOther() {
        var ofTable = table.endpointsOf("gateway").stream()
                .map(each -> each.method() + " " + each.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ofCode()).isEqualTo(ofTable);
    }

    private Set<String> ofCode() {
        var found = new TreeSet<String>();
        for (var info : endpoints.keySet()) {
            for (var path : info.getPatternValues()) {
                if (path.startsWith(API)) {
                    info.getMethodsCondition().getMethods().forEach(method -> found.add(method + " " + path));
                }
            }
        }
        return found;
    }

    @Test
    void whateverSaysNotWhatItNeedsIsNoPartOfTheApi() {
        var silent = endpoints.entrySet().stream()
                .filter(each -> !each.getValue().hasMethodAnnotation(Needs.class))
                .flatMap(each -> each.getKey().getPatternValues().stream());

        assertThat(silent).isNotEmpty().noneMatch(path -> path.startsWith(API));
    }

    @Test
    void everyEndpointLetsInWhomTheTableNames() {
        var steps = new ArrayList<Executable>();
        for (var endpoint : table.endpointsOf("gateway")) {
            steps.addAll(steps(endpoint));
        }

        assertAll(steps);
    }

    private List<Executable> steps(Endpoint endpoint) {
        var needs = endpoint.needs();
        var anybody = needs.equals(ANYBODY);
        var steps = new ArrayList<Executable>();
        steps.add(() -> assertThat(status(endpoint, "nonsense"))
                .as("nobody: %s", endpoint)
                .isEqualTo(401));
        for (var role : table.roles()) {
            steps.add(() -> step(endpoint, role, "crm", table.allows(role, endpoint)));
        }
        steps.add(() -> step(endpoint, "INTEGRATION", "crm", anybody));
        steps.add(() -> step(endpoint, "INTEGRATION", needs, anybody || needs.equals("operations:read")));
        steps.add(() -> step(endpoint, "SERVICE", "crm", anybody));
        steps.add(() -> step(endpoint, "SERVICE", needs, anybody));
        steps.add(() -> step(endpoint, "ADMIN", "customers:read", anybody));
        return steps;
    }

    private void step(Endpoint endpoint, String role, String scope, boolean allowed)
            throws IOException, InterruptedException {
        var claims = SignedInTests.claims("walker", role).claim("scope", scope);
        var described = assertThat(status(endpoint, SignedInTests.signed(claims.build())))
                .as("%s with %s: %s", role, scope, endpoint);
        if (allowed) {
            described.isLessThan(500).isNotIn(401, 403);
        } else {
            described.isEqualTo(403);
        }
    }

    private int status(Endpoint endpoint, String token) throws IOException, InterruptedException {
        var path = endpoint.path().replaceAll("\\{[a-z]+}", "x1");
        return browser()
                .send(browser()
                        .strange(path)
                        .header("Authorization", "Bearer " + token)
                        .method(endpoint.method(), BodyPublishers.noBody()))
                .statusCode();
    }

    private Browser browser() {
        return new Browser(port);
    }
}
