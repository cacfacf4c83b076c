package io.crmesh.interaction;

import io.crmesh.platform.ownership.OwnershipConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Spring Boot application of interaction-service, which owns what customers and we said and wrote. */
@SpringBootApplication
@Import(OwnershipConfiguration.class)
class InteractionServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(InteractionServiceApplication.class, args);
    }
}
