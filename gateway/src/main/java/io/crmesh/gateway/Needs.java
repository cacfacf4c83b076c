package io.crmesh.gateway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What it takes to get past a method of a controller of the API. One that does not have this is closed to everybody. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** That it is enough to be signed in. */
    String NOTHING = "";

    /** A permission, such as {@code users:read}. */
    String value();

    /** The part of the address that names whose it is: to what is their own, everybody gets. */
    String butOwn() default "";

    /** Whether they get to their own only if they signed in with a browser: a token that leaked must not lead to others. */
    boolean inPerson() default false;
}
