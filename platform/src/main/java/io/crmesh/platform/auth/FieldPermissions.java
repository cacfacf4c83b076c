package io.crmesh.platform.auth;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Jackson modifier for field-level permissions: leaves out fields that need a permission the caller does not have.
 * Outside of a request all such fields are left out.
 */
public final class FieldPermissions extends ValueSerializerModifier {

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
                    "An unwrapped type must declare permissions at its own fields: " + field.getName());
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
            if (CallerAuthentication.caller().may(permission)) {
                super.serializeAsProperty(bean, json, context);
            }
        }

        /** Where fields are written as array elements, the position is kept. */
        @Override
        public void serializeAsElement(Object bean, JsonGenerator json, SerializationContext context) throws Exception {
            if (CallerAuthentication.caller().may(permission)) {
                super.serializeAsElement(bean, json, context);
            } else {
                json.writeNull();
            }
        }
    }
}
