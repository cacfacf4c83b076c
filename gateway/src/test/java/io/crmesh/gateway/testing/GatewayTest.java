package io.crmesh.gateway.testing;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test that calls the whole gateway over real sockets, with stub services behind it. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.cloud-platform=kubernetes",
            "crm.routes.orders.concurrent=2",
            "springdoc.api-docs.path=/description-under-test",
            "springdoc.paths-to-match=/api/**",
            "springdoc.default-produces-media-type=application/json",
            "springdoc.writer-with-order-by-keys=true",
            "crm.sign-in-rate-limit.burst=100000",
            "crm.timeouts.idle=3s",
            "crm.request-body.timeout=1s",
            "crm.circuit-breaker.open-duration=2s",
            "crm.routes.customers.timeout=400ms",
            "crm.trusted-proxies=127\\.0\\.0\\.9"
        })
@ContextConfiguration(initializers = {StubServices.class, IssuerUnderTest.class})
@Import(ApiDescription.class)
public @interface GatewayTest {}
