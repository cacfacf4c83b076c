package io.crmesh.marketing;

import io.crmesh.platform.testing.PermissionWalk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends MarketingTest {

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("marketing-service", http, endpoints).check();
    }
}
