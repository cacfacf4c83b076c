package io.crmesh.benchmarks.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Yardstick of the gateway: Spring Cloud Gateway with one route and nothing else. */
@SpringBootApplication
public class PlainGateway {

    public static void main(String[] args) {
        var _ = SpringApplication.run(PlainGateway.class, args);
    }
}
