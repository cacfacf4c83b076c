package io.crmesh.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.FieldWalk;
import io.crmesh.platform.testing.PermissionWalk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends OrderServiceTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Test
    void everyEndpointLetsInWhomTheTableNames() {
        new PermissionWalk("order-service", http, endpoints).check();
    }

    @Test
    void everyFieldIsShownToWhomTheTableNames() {
        var placed = post("/api/orders", """
                {"customerId": "cus_000000000000000000000walks", "currency": "USD",
                 "lines": [{"sku": "CD", "name": "CD", "kind": "GOODS", "quantity": 1, "unitPrice": "12.50"}]}""");
        var id = id(placed);
        assertThat(act("/api/orders/" + id + "/payments", 1, "{\"amount\": \"12.50\", \"method\": \"CARD\"}"))
                .hasStatus2xxSuccessful();
        assertThat(act("/api/orders/" + id + "/refunds", 2, "{\"amount\": \"2.50\"}"))
                .hasStatus2xxSuccessful();

        new FieldWalk("order-service", http, Map.of("id", id, "asOf", "2999-01-01T00:00:00Z")).check();
    }

    @Test
    void whatIsPersonalSaysWhatItNeeds() {
        new FieldMarks("order-service", "io.crmesh.order", http, endpoints).check(Map.of());
    }
}
