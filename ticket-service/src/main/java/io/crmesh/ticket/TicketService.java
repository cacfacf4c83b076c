package io.crmesh.ticket;

import io.crmesh.platform.keeper.KeeperConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Owns customers' requests for help and how they were dealt with. */
@SpringBootApplication
@Import(KeeperConfiguration.class)
class TicketService {

    static void main(String[] args) {
        SpringApplication.run(TicketService.class, args);
    }
}
