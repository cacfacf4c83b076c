package io.crmesh.marketing;

import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.PermissionWalk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends MarketingTest {

    /** No address and no text of a message is shown to anybody. */
    @Test
    void whatIsPersonalIsNotShown(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new FieldMarks("marketing-service", "io.crmesh.marketing", http, endpoints)
                .check(Map.of("Template.subject", "what an automation's writer wrote for everybody"));
    }

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("marketing-service", http, endpoints).check();
    }
}
