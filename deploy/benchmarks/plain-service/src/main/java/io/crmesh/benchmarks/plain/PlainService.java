package io.crmesh.benchmarks.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * What the product's order path is measured beside: the least that a service does to store an order and tell others of
 * it. It is fast because it promises nothing: what is killed between the two is stored and never told.
 */
@SpringBootApplication
public class PlainService {

    public static void main(String[] args) {
        var _ = SpringApplication.run(PlainService.class, args);
    }
}
