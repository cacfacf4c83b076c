package io.crmesh.order.purchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import io.crmesh.platform.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** In the stub of customer-service, usr_anna of team_south owns each customer. */
class OrderAccessTest extends OrderServiceTest {

    private static final String ANNA = TestIssuer.member("team_south", "usr_anna", "SALES");
    private static final String BOB = TestIssuer.member("team_south", "usr_bob", "SALES");
    private static final String EVE = TestIssuer.member("team_north", "usr_eve", "SALES");

    @Test
    void orderForCustomerOfAnotherOwnerIsForbidden() {
        assertThat(place(BOB)).hasStatus(403).bodyText().contains("orders:write");
    }

    @Test
    void importedOrderIsVisibleToOwnerAndTeamOnly() {
        var imported = post("/api/orders/imports", """
            {"orders": [{"externalId": {"system": "rows", "id": "1"}, "customerId": "cus_rowsofthepast",
             "currency": "USD", "placedAt": "2019-05-06",
             "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}]}\
            """);
        assertThat(imported).hasStatusOk();
        var id = json(imported).get("rows").get(0).get("id").asString();

        assertThat(as(ANNA, id)).hasStatusOk();
        assertThat(as(BOB, id + "/history")).hasStatusOk();
        assertThat(as(BOB, "?customer=cus_rowsofthepast")).bodyText().contains(id);
        var number = "?orderNumber=" + json(as(ANNA, id)).get("orderNumber").asString();
        for (var question : List.of("?externalSystem=rows&externalId=1", number, number + "&sort=total")) {
            assertThat(as(BOB, question)).hasStatusOk().bodyText().contains(id);
            assertThat(as(EVE, question)).hasStatusOk().bodyText().doesNotContain(id);
        }
        assertThat(as(EVE, id)).hasStatus(404);
        assertThat(as(EVE, id + "/history")).hasStatus(404);
        assertThat(as(EVE, "?customer=cus_rowsofthepast"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(id);
    }

    private MvcTestResult place(String token) {
        return http.post()
                .uri("/api/orders")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                    {"customerId": "cus_00000000000000000000000rows", "currency": "USD",
                     "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}\
                    """)
                .exchange();
    }

    private MvcTestResult as(String token, String path) {
        return http.get()
                .uri("/api/orders" + (path.startsWith("?") ? path : "/" + path))
                .header("Authorization", "Bearer " + token)
                .exchange();
    }
}
