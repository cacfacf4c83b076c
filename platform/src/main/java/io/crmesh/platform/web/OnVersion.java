package io.crmesh.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link io.crmesh.platform.Command} that changes an existing record and must say which version its caller saw
 * ({@code If-Match}). PUT, PATCH and DELETE need it anyway, unless it says {@code required = false}; a POST to an
 * existing record needs this annotation.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnVersion {
    boolean required() default true;
}
