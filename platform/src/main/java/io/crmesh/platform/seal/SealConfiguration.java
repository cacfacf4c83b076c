package io.crmesh.platform.seal;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.store.KeyEncryption;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.store.Seal;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Seals what is personal, in every service. */
@AutoConfiguration
@EnableConfigurationProperties(SealSettings.class)
class SealConfiguration {

    @Bean
    KeyFile keyFile(SealSettings settings) {
        return new KeyFile(settings.file(), new Transit(settings.kms()));
    }

    @Bean
    PersonKeys personKeys(MongoDatabase database, KeyEncryption encryption) {
        return new PersonKeys(database, encryption);
    }

    @Bean
    Seal seal(PersonKeys keys) {
        return new PersonSeal(keys);
    }

    @Bean
    Erasures erasures(PersonKeys keys, Clock clock) {
        return new Erasures(keys, clock);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    InternalErasuresController internalErasuresController(Erasures erasures) {
        return new InternalErasuresController(erasures);
    }

    @Bean
    KeyRotation keyRotation(KeyFile file, PersonKeys persons, Keys own, SealSettings settings) {
        return new KeyRotation(file, persons, own, settings.lookEvery());
    }
}
