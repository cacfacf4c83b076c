package io.crmesh.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a list endpoint, or a controller that inherits it, in which people can be looked up by contact details or by
 * number; such requests are rate-limited.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LookUp {

    /** The look-up parameters; without them the list is read as any other, without a rate limit. */
    String[] by();
}
