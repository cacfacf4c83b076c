package io.crmesh.platform.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Optimistic locking over HTTP: marks a {@link io.crmesh.platform.Command} that changes an existing record and must
 * name the version that its caller saw ({@code If-Match}). PUT, PATCH and DELETE need it anyway, unless {@code required
 * = false}; a POST to an existing record needs this annotation.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnVersion {
    boolean required() default true;
}
