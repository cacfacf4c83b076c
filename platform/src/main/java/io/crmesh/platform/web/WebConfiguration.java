package io.crmesh.platform.web;

import io.crmesh.audit.Trail;
import io.crmesh.platform.accesslog.AccessLogAdvice;
import io.crmesh.platform.accesslog.AccessLogInterceptor;
import io.crmesh.platform.command.CommandArgument;
import io.crmesh.platform.command.TimedIds;
import io.crmesh.platform.http.BodyTypes;
import io.crmesh.platform.http.ConcurrencyLimit;
import io.crmesh.platform.http.HttpLimits;
import io.crmesh.platform.http.KnownParameters;
import io.crmesh.platform.http.RequestBodies;
import io.crmesh.platform.http.SecurityHeadersFilter;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.json.Times;
import io.crmesh.platform.problem.BrokenOffResponses;
import io.crmesh.platform.problem.ContainerErrors;
import io.crmesh.platform.problem.ProblemReport;
import io.crmesh.platform.problem.Problems;
import io.crmesh.platform.problem.RefusalAdvice;
import io.crmesh.platform.security.AccessScopeArgument;
import io.crmesh.platform.security.LookUpRateLimit;
import io.crmesh.platform.security.PermissionInterceptor;
import io.crmesh.platform.trace.Traces;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configuration of HTTP for every service: JSON, problems, argument resolvers, interceptors and filters. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpLimits.class)
@Import({RefusalAdvice.class, ContainerErrors.class, AccessLogAdvice.class})
public class WebConfiguration {

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
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, Instant.class, WebConfiguration::time);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CommandArgument(traces, ids));
                resolvers.add(new AccessScopeArgument());
            }

            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.addFirst(new BrokenOffResponses());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                trails.ifAvailable(trail -> registry.addInterceptor(new AccessLogInterceptor(trail, clock, traces)));
                registry.addInterceptor(new PermissionInterceptor());
                registry.addInterceptor(new LookUpRateLimit(limits));
                registry.addInterceptor(new BodyTypes());
                registry.addInterceptor(new KnownParameters());
            }
        };
    }

    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> securityHeaders() {
        return at(Ordered.HIGHEST_PRECEDENCE + 5, new FilterRegistrationBean<>(new SecurityHeadersFilter()));
    }

    /** After the observation of requests, so that refused requests are counted, too. */
    @Bean
    FilterRegistrationBean<ConcurrencyLimit> concurrencyLimit(HttpLimits limits, Problems problems) {
        return at(
                Ordered.HIGHEST_PRECEDENCE + 10, new FilterRegistrationBean<>(new ConcurrencyLimit(limits, problems)));
    }

    /** After sign-in, which comes before 0: bodies of unauthenticated requests are not buffered. */
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

    /** A time in an address is read like one in a body; an empty one is refused, and is not the same as none. */
    private static Instant time(String text) {
        return Times.parse(text).orElseThrow(() -> new IllegalArgumentException("is no time"));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, FilterRegistrationBean<F> registration) {
        registration.setOrder(order);
        return registration;
    }
}
