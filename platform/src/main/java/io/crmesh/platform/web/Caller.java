package io.crmesh.platform.web;

import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who is at the other end of a request.
 *
 * @param principal what an Idempotency-Key is bound to: two callers may choose the same key
 * @param scope whose records the caller may see
 */
public record Caller(String principal, Actor actor, Scope scope) {

    /** Until there is sign-in, everybody on this machine is the one local user. */
    static final Caller LOCAL = new Caller("local", new Actor(Actor.Kind.USER, "local"), new Scope.All());

    /** Whoever can tell who is calling. An application that knows better replaces the bean. */
    @FunctionalInterface
    public interface Source {
        Caller of(HttpServletRequest request);
    }
}
