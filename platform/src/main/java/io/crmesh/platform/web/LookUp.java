package io.crmesh.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list in which people are looked up by what they are reached at, or by their number. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LookUp {

    /** The parameters by which; a list that is asked without them is read as any other, as often as anybody likes. */
    String[] by();
}
