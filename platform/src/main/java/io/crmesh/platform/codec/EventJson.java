package io.crmesh.platform.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.event.Personal;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** JSON mapper for event bodies: personal and absent fields are left out, so personal data cannot reach Kafka. */
public final class EventJson {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new WithoutPersonal())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private EventJson() {}

    private static final class WithoutPersonal extends JacksonAnnotationIntrospector {
        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.hasAnnotation(Personal.class) || super.hasIgnoreMarker(config, member);
        }
    }
}
