package io.crmesh.interaction;

import io.crmesh.platform.keeper.KeeperConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Owns what was said and written between customers and us. */
@SpringBootApplication
@Import(KeeperConfiguration.class)
class InteractionService {

    static void main(String[] args) {
        SpringApplication.run(InteractionService.class, args);
    }
}
