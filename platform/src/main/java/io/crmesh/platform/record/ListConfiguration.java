package io.crmesh.platform.record;

import io.crmesh.platform.list.ListRequest;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers be asked for lists. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ListConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ListRequest.class);
    }

    @Bean
    GlobalOperationCustomizer listOperations() {
        return new ListDocs();
    }

    @Bean
    WebMvcConfigurer listRequests() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ListArgument());
            }
        };
    }
}
