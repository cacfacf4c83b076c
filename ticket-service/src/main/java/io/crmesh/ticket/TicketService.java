package io.crmesh.ticket;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns customers' requests for help and how they were dealt with. */
@SpringBootApplication
class TicketService {

    static void main(String[] args) {
        SpringApplication.run(TicketService.class, args);
    }
}
