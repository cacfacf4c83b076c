package io.crmesh.platform.encryption;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.keys.KeyEncryption;
import io.crmesh.platform.keys.Keys;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configuration of the encryption of personal data, in every service. */
@AutoConfiguration
@EnableConfigurationProperties(EncryptionSettings.class)
class EncryptionConfiguration {

    @Bean
    KeyFile keyFile(EncryptionSettings settings) {
        return new KeyFile(settings.file(), new TransitEngine(settings.kms()));
    }

    @Bean
    PersonKeys personKeys(MongoDatabase database, KeyEncryption encryption) {
        return new PersonKeys(database, encryption);
    }

    @Bean
    FieldEncryption fieldEncryption(PersonKeys keys) {
        return new PersonEncryption(keys);
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
    KeyRotation keyRotation(KeyFile file, PersonKeys persons, Keys own, EncryptionSettings settings) {
        return new KeyRotation(file, persons, own, settings.lookEvery());
    }
}
