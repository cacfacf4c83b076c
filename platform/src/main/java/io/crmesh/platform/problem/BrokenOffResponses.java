package io.crmesh.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Exception resolver for failures after a part of the response was sent, such as half of an export. No status can tell of
 * it any more, so the exception goes on to the container, which breaks the connection off: half a response must not look
 * complete.
 */
public final class BrokenOffResponses implements HandlerExceptionResolver {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception fault) {
        if (response.isCommitted() && !(fault instanceof IOException)) {
            throw new BrokenOff(fault);
        }
        return null;
    }

    private static final class BrokenOff extends RuntimeException {
        BrokenOff(Exception cause) {
            super("A response was broken off", cause);
        }
    }
}
