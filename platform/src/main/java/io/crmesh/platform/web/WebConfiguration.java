package io.crmesh.platform.web;

import io.crmesh.audit.Trail;
import io.crmesh.platform.trace.Traces;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How every service speaks HTTP. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpLimits.class)
@Import({RefusalAdvice.class, ContainerErrors.class, AnswerAdvice.class})
class WebConfiguration {

    @Bean
    StrictJson strictJson(ObjectProvider<JsonMapperBuilderCustomizer> settings) {
        return new StrictJson(settings.orderedStream().toList());
    }

    @Bean
    Problems problems(StrictJson json, Traces traces) {
        return new Problems(json, traces);
    }

    @Bean
    ServerHttpMessageConvertersCustomizer strictConverters(StrictJson json) {
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json.mapper()));
    }

    @Bean
    WebMvcConfigurer controllers(
            Traces traces, HttpLimits limits, ObjectProvider<Clock> clocks, ObjectProvider<Trail> trails) {
        var clock = clocks.getIfAvailable(Clock::systemUTC);
        var ids = new TimedIds(clock);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CommandArgument(traces, ids));
                resolvers.add(new ScopeArgument());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                trails.ifAvailable(trail -> registry.addInterceptor(new Witness(trail, clock, traces)));
                registry.addInterceptor(new Doorkeeper());
                registry.addInterceptor(new LookUps(limits));
                registry.addInterceptor(new BodyTypes());
            }
        };
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders() {
        return at(Ordered.HIGHEST_PRECEDENCE + 5, new FilterRegistrationBean<>(new SecurityHeaders()));
    }

    /** After the observation of requests, so that who is turned away is counted too. */
    @Bean
    FilterRegistrationBean<Admission> admission(HttpLimits limits, Problems problems) {
        return at(Ordered.HIGHEST_PRECEDENCE + 10, new FilterRegistrationBean<>(new Admission(limits, problems)));
    }

    /** After sign-in, which comes before 0: nobody's body is held for a stranger. */
    @Bean
    FilterRegistrationBean<RequestBodies> requestBodies(HttpLimits limits, Problems problems) {
        return at(0, new FilterRegistrationBean<>(new RequestBodies(limits, problems)));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReport.class.getName());
                host.getPipeline().addValve(new ProblemReport());
            }
        });
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, FilterRegistrationBean<F> registration) {
        registration.setOrder(order);
        return registration;
    }
}
