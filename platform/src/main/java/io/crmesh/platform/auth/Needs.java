package io.crmesh.platform.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission without which nobody gets past a controller or one of its methods, or is shown a field of an answer. A
 * controller's method that has neither this nor {@link Open} is closed to everybody; a field that does not have it is
 * shown to everybody who gets the answer.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /**
     * A resource with an operation ({@code orders:export}), or at controllers a resource alone ({@code orders}): then a
     * GET needs to read it and all else to write it.
     */
    String value();

    /** Whether it takes a permission that extends to all records, as where many are touched at once. */
    boolean everyRow() default false;
}
