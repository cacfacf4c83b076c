package io.crmesh.platform.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.fact.Personal;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** How facts' bodies are written: what is personal or absent is left out, so it cannot reach Kafka. */
final class FactJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new WithoutPersonal())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private FactJson() {}

    private static final class WithoutPersonal extends JacksonAnnotationIntrospector {
        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.hasAnnotation(Personal.class) || super.hasIgnoreMarker(config, member);
        }
    }
}
