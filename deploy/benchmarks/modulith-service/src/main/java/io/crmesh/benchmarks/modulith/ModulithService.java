package io.crmesh.benchmarks.modulith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * What the product's order path is measured beside: the reliable way that Spring offers. The order and the publication
 * it owes are rows of one transaction; a publication is sent to Kafka after the commit and then deleted.
 */
@SpringBootApplication
public class ModulithService {

    public static void main(String[] args) {
        var _ = SpringApplication.run(ModulithService.class, args);
    }
}
