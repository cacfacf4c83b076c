package io.crmesh.gateway;

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

/** One page on which the APIs of all services can be read and tried. All it needs comes from here. */
@RestController
class DocsController {

    private static final String OWN = "gateway";

    /** Where one service describes its API. */
    record Description(String name, String url) {}

    private final List<Description> descriptions;

    DocsController(Routes routes) {
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

    /** What the gateway answers by itself. It never changes while this runs, and so is not made here. */
    @GetMapping("/api-docs/" + OWN)
    ResponseEntity<Resource> own() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ClassPathResource("docs/gateway.json"));
    }

    /** The page's own script, and what it is made of. */
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
