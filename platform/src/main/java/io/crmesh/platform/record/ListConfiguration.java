package io.crmesh.platform.record;

import io.crmesh.platform.Past;
import io.crmesh.platform.list.ListRequest;
import java.time.Clock;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers be asked for lists and for the past. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ListConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ListRequest.class, Past.class);
    }

    @Bean
    GlobalOperationCustomizer listOperations() {
        return new ListDocs();
    }

    @Bean
    GlobalOperationCustomizer pastOperations() {
        return new PastDocs();
    }

    @Bean
    WebMvcConfigurer listRequests(ObjectProvider<Clock> clocks) {
        var clock = clocks.getIfAvailable(Clock::systemUTC);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ListArgument());
                resolvers.add(new PastArgument(clock));
            }
        };
    }
}
