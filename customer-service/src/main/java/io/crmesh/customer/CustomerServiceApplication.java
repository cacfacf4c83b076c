package io.crmesh.customer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns customers: who they are, how to reach them, what they agreed to. */
@SpringBootApplication
class CustomerServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(CustomerServiceApplication.class, args);
    }
}
