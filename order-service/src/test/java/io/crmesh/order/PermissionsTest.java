package io.crmesh.order;

import io.crmesh.platform.testing.PermissionWalk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends OrderServiceTest {

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("order-service", http, endpoints).check();
    }
}
