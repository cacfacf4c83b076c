package io.crmesh.customer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Owns customers: who they are, how to reach them, what they agreed to. */
@SpringBootApplication
class CustomerService {

    static void main(String[] args) {
        SpringApplication.run(CustomerService.class, args);
    }
}
