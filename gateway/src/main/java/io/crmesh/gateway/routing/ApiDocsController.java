package io.crmesh.gateway.routing;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * REST controller for the page on which the APIs of all services can be read and tried. All its files come from the
 * gateway.
 */
@RestController
class ApiDocsController {

    private static final String OWN = "gateway";

    /** Where one service describes its API. */
    record Description(String name, String url) {}

    private final List<Description> descriptions;

    ApiDocsController(Routes routes) {
        this.descriptions = Stream.concat(routes.routes().keySet().stream(), Stream.of(OWN))
                .map(name -> new Description(name, "/api-docs/" + name))
                .toList();
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(new ClassPathResource("docs/index.html"));
    }

    @GetMapping("/api-docs")
    List<Description> descriptions() {
        return descriptions;
    }

    /** The description of the gateway's own API. It does not change at run time, so it is a file. */
    @GetMapping("/api-docs/" + OWN)
    ResponseEntity<Resource> own() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ClassPathResource("docs/gateway.json"));
    }

    /** Configuration of the static files of the page: its own script and those of Swagger UI. */
    @Configuration(proxyBeanMethods = false)
    static class Files implements WebMvcConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/docs/*.js", "/docs/*.css", "/docs/*.png")
                    .addResourceLocations(
                            "classpath:/docs/", "classpath:/META-INF/resources/webjars/swagger-ui/5.34.1/");
        }
    }
}
