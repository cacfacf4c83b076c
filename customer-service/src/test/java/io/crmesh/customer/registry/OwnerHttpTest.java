package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.PUT;

import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.rows.CustomerRow;
import io.crmesh.customer.registry.rows.RowRegistration;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Owners and teams of customers exist. The gateway knows them; {@link TestIssuer} plays it. */
@ServiceTest
class OwnerHttpTest {

    private static final String PERSON = """
            {"kind": "PERSON", "name": {"legal": "Anna"}, "%s": "%s"}""";

    private Api api;

    @BeforeEach
    void open(@Autowired MockMvcTester mvc) {
        api = new Api(mvc);
    }

    @ParameterizedTest
    @CsvSource({"owner, nobody", "team, none", "owner, none/..", "team, none+1"})
    void unknownOwnerAndTeamAreRefused(String field, String id) {
        var registered = api.post("/api/customers", PERSON.formatted("owner", "usr_anna"))
                .expect(201);
        var body = "{\"%s\": \"%s\"}".formatted(field, id);

        var made = api.post("/api/customers", PERSON.formatted(field, id));
        var handedOver = api.send(PUT, "/api/customers/" + registered.id() + "/owner", registered.etag(), body);

        assertThat(made.expect(422).field()).isEqualTo(field);
        assertThat(handedOver.expect(422).field()).isEqualTo(field);
    }

    @Test
    void existingOwnerAndTeamAreAskedForOnce() {
        var owner = "usr_" + Api.key();
        var body = "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Anna\"}, \"owner\": \"%s\", \"team\": \"south\"}"
                .formatted(owner);

        api.post("/api/customers", body).expect(201);
        api.post("/api/customers", body).expect(201);

        assertThat(TestIssuer.askedFor(owner)).isEqualTo(1);
    }

    @Test
    void onlyChangesOfOwnersWaitForGatewayThatDoesNotAnswer() {
        var broken = "broken_" + Api.key();
        var registered = api.post("/api/customers", PERSON.formatted("jobTitle", "Head of sales"))
                .expect(201);
        var address = "/api/customers/" + registered.id();

        var refused = api.send(PUT, address + "/owner", registered.etag(), "{\"owner\": \"%s\"}".formatted(broken));

        assertThat(refused.expect(503).retryAfter()).isNotNull();
        api.post("/api/customers", PERSON.formatted("owner", broken)).expect(503);
        api.send(PATCH, address, registered.etag(), "{\"jobTitle\": \"Director\"}")
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({"owner, nobody", "team, none"})
    void rowWithUnknownOwnerIsInvalidAlsoInTheTrialRun(
            String field, String id, @Autowired RowRegistration rows, @Autowired StrictJson json) {
        var fields = json.mapper().readValue(PERSON.formatted(field, id), CustomerFields.class);
        var row = CustomerRow.of(fields, Set.of());
        var command = Command.of(Api.key(), Actor.system("test"), Mode.IMPORT);

        assertThatThrownBy(() -> rows.dryRun().validate(command, row))
                .isInstanceOf(Impossible.class)
                .extracting(
                        refusal -> ((Impossible) refusal).errors().getFirst().field())
                .isEqualTo(field);
        assertThatThrownBy(() -> rows.register(command, row)).isInstanceOf(Impossible.class);
    }

    /** Who may change only some customers owns those they register: they exist, for they signed in. */
    @Test
    void callerWhoOwnsNewCustomersIsNotAskedFor() {
        var seller = "usr_broken" + Api.key();

        api.as(TestIssuer.member("south", seller, "SALES"))
                .post("/api/customers", PERSON.formatted("jobTitle", "Clerk"))
                .expect(201);

        assertThat(TestIssuer.askedFor(seller)).isZero();
    }
}
