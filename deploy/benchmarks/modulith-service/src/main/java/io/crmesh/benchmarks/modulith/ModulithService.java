package io.crmesh.benchmarks.modulith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Yardstick of the order path: the transactional outbox of Spring Modulith. The order and its pending publication are
 * rows of one transaction; a publication is sent to Kafka after the commit and then deleted.
 */
@SpringBootApplication
public class ModulithService {

    public static void main(String[] args) {
        var _ = SpringApplication.run(ModulithService.class, args);
    }
}
