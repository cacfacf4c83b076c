package io.crmesh.platform.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission without which nobody gets past a controller or one of its methods. A method that has neither this nor
 * {@link Open} is closed to everybody.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /**
     * A resource with an operation ({@code orders:export}), or a resource alone ({@code orders}): then a GET needs to
     * read it and all else to write it.
     */
    String value();

    /** Whether it takes a permission that extends to all records, as where many are touched at once. */
    boolean everyRow() default false;
}
