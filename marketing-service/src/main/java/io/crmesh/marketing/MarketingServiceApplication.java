package io.crmesh.marketing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Boot application: profiles, automations and the mails that follow from what customers do. */
@SpringBootApplication
class MarketingServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(MarketingServiceApplication.class, args);
    }
}
