package io.crmesh.platform.record;

import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.json.Times;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Past} that a reader asks for: {@code ?asOf=} and {@code ?knownAt=}. */
final class PastArgument implements HandlerMethodArgumentResolver {

    private final Clock clock;

    PastArgument(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Past.class;
    }

    @Override
    public Past resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        return new Past(time(web, Past.AS_OF), time(web, Past.KNOWN_AT));
    }

    /** An empty time is refused, and is not the same as none. */
    private @Nullable Instant time(NativeWebRequest web, String name) {
        var given = web.getParameterValues(name);
        if (given == null) {
            return null;
        }
        if (given.length != 1) {
            throw new Unreadable(name, "must be given once");
        }
        var time = Times.parse(given[0])
                .orElseThrow(() -> new Unreadable(name, "must be a time such as 2026-01-31T09:30:00Z"));
        if (time.isAfter(clock.instant())) {
            throw new Impossible(name, "must not lie in the future");
        }
        return time;
    }
}
