package io.crmesh.gateway.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a method of an API controller requires. A method without this annotation is closed to all
 * callers.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** It is enough to be signed in. */
    String NOTHING = "";

    /** A permission, such as {@code users:read}. */
    String value();

    /** The path variable that names the owner. Callers need no permission for their own records. */
    String orOwner() default "";

    /**
     * Whether callers get to their own records only when signed in with a browser: a leaked token must not make others.
     */
    boolean inPerson() default false;
}
