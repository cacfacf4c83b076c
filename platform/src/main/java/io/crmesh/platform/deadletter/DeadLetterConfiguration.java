package io.crmesh.platform.deadletter;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.codec.FieldEncryption;
import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.lease.DatabaseClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration of dead letters: their queue, and what operators see of it. */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {

    @Bean
    DeadLetterQueue deadLetterQueue(
            MongoDatabase database, FieldEncryption encryption, DatabaseClock clock, ConsumeSettings settings) {
        return new DeadLetterQueue(database, encryption, clock::now, settings.deadLettersPerAggregate());
    }

    @Bean
    DeadLetterCounts deadLetterCounts(DeadLetterQueue deadLetters) {
        return new DeadLetterCounts(deadLetters);
    }

    @Bean
    DeadLetterController deadLetterController(DeadLetterService service, Keys keys) {
        return new DeadLetterController(service, text -> keys.signature("dead-letter-list", text));
    }
}
