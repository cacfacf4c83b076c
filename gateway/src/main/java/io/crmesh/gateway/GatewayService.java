package io.crmesh.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The one door for clients: it routes them to the services and keeps out what would harm these. Of data it owns
 * only who may come in.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
class GatewayService {

    static void main(String[] args) {
        SpringApplication.run(GatewayService.class, args);
    }
}
