package io.crmesh.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.Refusal.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What a caller is told when there is no other answer (RFC 9457). It has no {@code instance}, and no message in it is
 * made from what the caller sent.
 *
 * @param type {@code urn:crm:problem:<slug>}, for programs to branch on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        @Nullable String traceId) {

    static Problem of(HttpStatusCode status, String slug, String detail) {
        return of(status, slug, detail, List.of());
    }

    static Problem of(HttpStatusCode status, String slug, String detail, List<FieldError> errors) {
        var known = HttpStatus.resolve(status.value());
        var title = known == null ? "Problem" : known.getReasonPhrase();
        return new Problem("urn:crm:problem:" + slug, title, status.value(), detail, errors, null);
    }

    /** A problem of the transport, which no business rule gave a name of its own. */
    static Problem of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> of(status, "unreadable", "The request cannot be read");
            case 401 -> of(status, "unauthenticated", "Sign in first");
            case 403 -> of(status, "forbidden", "This is not allowed");
            case 404 -> of(status, "not-found", "There is nothing here");
            case 405 -> of(status, "method-not-allowed", "This method is not supported here");
            case 406 -> of(status, "not-acceptable", "There is no answer of the accepted types");
            case 408 -> of(status, "too-slow", "The request did not arrive in time");
            case 413 -> of(status, "too-large", "The request is too large");
            case 415 -> of(status, "unsupported-media-type", "Content of this type or encoding is not taken here");
            case 422 -> of(status, "impossible", "The request makes no sense");
            case 431 -> of(status, "headers-too-large", "The request has too many or too long headers");
            case 503 -> of(status, "busy", "Try again later");
            default ->
                status.is4xxClientError()
                        ? of(status, "refused", "The request was refused")
                        : of(status, "fault", "Something went wrong here");
        };
    }

    Problem traced(@Nullable String trace) {
        return new Problem(type, title, status, detail, errors, trace);
    }
}
