package io.crmesh.platform.consume;

import io.crmesh.platform.history.EventSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration of the internal endpoint from which other services fetch events that they miss. */
@Configuration(proxyBeanMethods = false)
public class InternalEventsConfiguration {

    @Bean
    InternalEventsController internalEventsController(ObjectProvider<EventSource> sources) {
        return new InternalEventsController(sources);
    }
}
