package io.crmesh.benchmarks.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What the product's gateway is measured beside: Spring Cloud Gateway with one route and nothing else. */
@SpringBootApplication
public class PlainGateway {

    public static void main(String[] args) {
        var _ = SpringApplication.run(PlainGateway.class, args);
    }
}
