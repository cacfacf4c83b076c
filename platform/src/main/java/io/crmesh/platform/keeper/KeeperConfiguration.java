package io.crmesh.platform.keeper;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.seal.Erasures;
import io.crmesh.platform.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes a service follow the customers that its records are about. Imported by each service that people add such records
 * to; it needs the address of customer-service and the scope {@code keepers:read}.
 */
@Configuration(proxyBeanMethods = false)
public class KeeperConfiguration {

    @Bean
    CustomerRows customerRows(MongoDatabase database) {
        return new CustomerRows(database);
    }

    @Bean
    KnownCustomers knownCustomers(CustomerRows rows, ServiceSettings settings, ServiceTokens signedIn) {
        return new KnownCustomers(rows, new CustomerLookup(settings, signedIn));
    }

    @Bean
    CustomerFollower customerFollower(
            ServiceSettings settings, CustomerRows rows, KnownCustomers known, Stores records, Erasures erasures) {
        return new CustomerFollower(settings.name(), rows, known, records, erasures);
    }
}
