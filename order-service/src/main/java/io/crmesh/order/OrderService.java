package io.crmesh.order;

import io.crmesh.platform.keeper.KeeperConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Owns products and orders, from placing to payment, refund and completion. */
@SpringBootApplication
@EnableScheduling
@Import(KeeperConfiguration.class)
class OrderService {

    static void main(String[] args) {
        SpringApplication.run(OrderService.class, args);
    }
}
