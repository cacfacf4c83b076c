package io.crmesh.platform.fact;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what identifies a person. In a state the store passes it through the seal; in an event it is left out of the
 * fact's body, so that it never enters Kafka.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Personal {

    Kind value() default Kind.SEALED;

    enum Kind {
        /** Sealed wherever it is stored, found by tokens only. */
        SEALED,
        /** Clear in the live document, because people search and sort by it; sealed in pending facts and history. */
        SEARCHABLE
    }
}
