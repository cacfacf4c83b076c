package io.crmesh.interaction;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns what was said and written between customers and us. */
@SpringBootApplication
class InteractionService {

    static void main(String[] args) {
        SpringApplication.run(InteractionService.class, args);
    }
}
