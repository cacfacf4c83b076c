package io.crmesh.order;

import io.crmesh.platform.ownership.OwnershipConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Spring Boot application: order-service owns products and orders, from placing to payment, refund and completion. */
@SpringBootApplication
@EnableScheduling
@Import(OwnershipConfiguration.class)
class OrderServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(OrderServiceApplication.class, args);
    }
}
