package io.crmesh.marketing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns what follows from what customers do: profiles, automations, mails. */
@SpringBootApplication
class MarketingService {

    static void main(String[] args) {
        SpringApplication.run(MarketingService.class, args);
    }
}
