package io.crmesh.gateway.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Configuration that serves the console: one page at all its addresses, which its own router tells apart, and the files
 * that the page names. Where it was not built, its addresses do not exist.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    /** All comes from the gateway. The console places its rows and menus by styles inside the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> consolePage() {
        var page = new ClassPathResource("console/index.html");
        return RouterFunctions.route(
                request -> page.exists() && ConsoleAddress.isAskedFor(request.servletRequest()),
                _ -> ServerResponse.ok().build((_, response) -> {
                    response.setHeader("Content-Security-Policy", POLICY);
                    response.setContentType(MediaType.TEXT_HTML_VALUE);
                    response.setCharacterEncoding(UTF_8.name());
                    response.getOutputStream().write(page.getContentAsByteArray());
                    return null;
                }));
    }

    /** The name of a file changes with its content. The build made a compressed copy of each. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/console/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new PathResourceResolver());
    }
}
