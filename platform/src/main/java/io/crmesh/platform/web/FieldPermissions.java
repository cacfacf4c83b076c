package io.crmesh.platform.web;

import io.crmesh.platform.auth.Needs;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Leaves out of whatever is written for a caller the fields that need a permission they do not have. What is written
 * where nobody's request is worked on has none of these fields.
 */
final class FieldPermissions extends ValueSerializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier type, List<BeanPropertyWriter> fields) {
        return fields.stream().map(FieldPermissions::guarded).toList();
    }

    private static BeanPropertyWriter guarded(BeanPropertyWriter field) {
        var needs = field.getAnnotation(Needs.class);
        if (needs == null) {
            return field;
        }
        if (field.isUnwrapping()) {
            throw new IllegalStateException(
                    "What is unwrapped says at its own fields what they need: " + field.getName());
        }
        return new Guarded(field, needs.value());
    }

    private static final class Guarded extends BeanPropertyWriter {

        private static final long serialVersionUID = 1;

        private final String permission;

        Guarded(BeanPropertyWriter field, String permission) {
            super(field);
            this.permission = permission;
        }

        @Override
        public void serializeAsProperty(Object bean, JsonGenerator json, SerializationContext context)
                throws Exception {
            if (SignedIn.caller().may(permission)) {
                super.serializeAsProperty(bean, json, context);
            }
        }

        /** Where fields have no names but places, a place is kept. */
        @Override
        public void serializeAsElement(Object bean, JsonGenerator json, SerializationContext context) throws Exception {
            if (SignedIn.caller().may(permission)) {
                super.serializeAsElement(bean, json, context);
            } else {
                json.writeNull();
            }
        }
    }
}
