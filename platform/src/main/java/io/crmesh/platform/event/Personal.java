package io.crmesh.platform.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that identifies a person. In a state the store encrypts it; from an event's body it is left out, so
 * that it never enters Kafka.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Personal {

    Kind value() default Kind.ENCRYPTED;

    enum Kind {
        /** Encrypted wherever it is stored, found by tokens only. */
        ENCRYPTED,
        /** Clear in the live document, because users search and sort by it; encrypted in pending events and history. */
        SEARCHABLE
    }
}
