package io.crmesh.web;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The realm for Keycloak has the clients that the list of services names. */
class KeycloakRealmTest {

    private static final JsonNode REALM = JsonMapper.shared()
            .readTree(Path.of("..", "deploy", "keycloak", "crm-realm.json").toFile());

    @Test
    void everyServiceHasAClientWithItsTokenScopes() {
        var expected = Services.all().stream().collect(toMap(Services.Service::module, Services.Service::scopes));

        assertThat(clients(true)).isEqualTo(expected);
    }

    @Test
    void gatewayIsTheOnlyClientWithoutServiceAccount() {
        assertThat(clients(false)).containsOnlyKeys("gateway");
    }

    @Test
    void everyServiceAccountHasTheRoleOfServices() {
        var roles = REALM.path("users")
                .valueStream()
                .collect(toMap(
                        user -> user.path("serviceAccountClientId").asString(),
                        user -> texts(user.path("realmRoles"))));

        assertThat(roles)
                .isEqualTo(Services.all().stream()
                        .collect(toMap(Services.Service::module, _ -> Set.of(Role.SERVICE.name()))));
    }

    private static Map<String, Set<String>> clients(boolean withServiceAccount) {
        return REALM.path("clients")
                .valueStream()
                .filter(client -> client.path("serviceAccountsEnabled").asBoolean() == withServiceAccount)
                .collect(toMap(
                        client -> client.path("clientId").asString(),
                        client -> texts(client.path("optionalClientScopes"))));
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(toUnmodifiableSet());
    }
}
