package io.crmesh.platform.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a controller or one of its methods requires, or a field of an answer. A controller method with
 * neither this nor {@link Open} is closed to all callers; a field without it is shown to every caller who gets the
 * answer.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /**
     * A resource with an operation ({@code orders:export}), or at controllers a resource alone ({@code orders}): then
     * GET and HEAD need the read permission and other methods the write permission.
     */
    String value();

    /** Whether the permission must extend to all records, as for endpoints that touch many at once. */
    boolean everyRow() default false;
}
