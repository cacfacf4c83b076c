package io.crmesh.customer;

import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class PermissionsTest {

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired MockMvcTester http,
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("customer-service", http, endpoints).check();
    }
}
