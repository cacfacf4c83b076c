package io.crmesh.benchmarks.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Yardstick of the order path: the least that a service does to store an order and publish its event. It gives no
 * guarantee: if it is killed between the two, the order is stored and its event is never published.
 */
@SpringBootApplication
public class PlainService {

    public static void main(String[] args) {
        var _ = SpringApplication.run(PlainService.class, args);
    }
}
