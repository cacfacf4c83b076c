package io.crmesh.platform.timer;

import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.lease.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configuration of persistent timers. */
@AutoConfiguration(afterName = "io.crmesh.platform.store.StoreConfiguration")
@EnableConfigurationProperties(TimerSettings.class)
class TimerConfiguration {

    @Bean
    Timers timers(MongoDatabase database) {
        return new Timers(database);
    }

    @Bean
    TimerWorker timerWorker(
            MongoDatabase database,
            DatabaseClock clock,
            ObjectProvider<TimerTask> tasks,
            TimerSettings settings,
            MeterRegistry meters) {
        var claims = new Claims(database, clock, settings.lease());
        return new TimerWorker(claims, tasks.orderedStream().toList(), settings, meters);
    }
}
