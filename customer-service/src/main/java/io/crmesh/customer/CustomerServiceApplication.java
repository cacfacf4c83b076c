package io.crmesh.customer;

import io.crmesh.platform.ownership.UserDirectoryConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Owns customers: who they are, how to reach them, what they agreed to. */
@SpringBootApplication
@Import(UserDirectoryConfiguration.class)
class CustomerServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(CustomerServiceApplication.class, args);
    }
}
