package io.crmesh.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Owns products and orders, from placing to payment, refund and completion. */
@SpringBootApplication
@EnableScheduling
class OrderService {

    static void main(String[] args) {
        SpringApplication.run(OrderService.class, args);
    }
}
