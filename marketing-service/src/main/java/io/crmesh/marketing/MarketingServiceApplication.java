package io.crmesh.marketing;

import io.crmesh.platform.ownership.UserDirectoryConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Spring Boot application: profiles, automations and the mails that follow from what customers do. */
@SpringBootApplication
@Import(UserDirectoryConfiguration.class)
class MarketingServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(MarketingServiceApplication.class, args);
    }
}
