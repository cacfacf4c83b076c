package io.crmesh.ticket;

import io.crmesh.platform.ownership.OwnershipConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Spring Boot application of ticket-service, which owns customers' requests for help. */
@SpringBootApplication
@Import(OwnershipConfiguration.class)
class TicketServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(TicketServiceApplication.class, args);
    }
}
