package io.crmesh.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Problem details (RFC 9457). There is no {@code instance}, and no message is made from the caller's input.
 *
 * @param type {@code urn:crm:problem:<slug>}, for clients to branch on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        @Nullable String traceId) {

    /** The request names a token that is unknown, expired or revoked. */
    public static final Problem INVALID_TOKEN =
            of(HttpStatus.UNAUTHORIZED, "invalid-token", "This token is not valid, or no longer");

    public static Problem of(HttpStatusCode status, String slug, String detail) {
        return of(status, slug, detail, List.of());
    }

    public static Problem of(HttpStatusCode status, String slug, String detail, List<FieldError> errors) {
        var known = HttpStatus.resolve(status.value());
        var title = known == null ? "Problem" : known.getReasonPhrase();
        return new Problem("urn:crm:problem:" + slug, title, status.value(), detail, List.copyOf(errors), null);
    }

    /** A problem at the HTTP level, for which no business rule has a slug. */
    public static Problem of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> of(status, "unreadable", "The request cannot be read");
            case 401 -> of(status, "unauthenticated", "Sign in first");
            case 403 -> of(status, "forbidden", "This is not allowed");
            case 404 -> of(status, "not-found", "There is nothing here");
            case 405 -> of(status, "method-not-allowed", "This method is not supported here");
            case 406 -> of(status, "not-acceptable", "There is no answer of the accepted types");
            case 408 -> of(status, "too-slow", "The request did not arrive in time");
            case 413 -> of(status, "too-large", "The request is too large");
            case 414 -> of(status, "uri-too-long", "The address is too long");
            case 415 -> of(status, "unsupported-media-type", "Content of this type or encoding is not taken here");
            case 422 -> of(status, "impossible", "The request makes no sense");
            case 429 -> of(status, "rate-limited", "Too many requests; try again later");
            case 431 -> of(status, "headers-too-large", "The request has too many or too long headers");
            case 502 -> of(status, "bad-gateway", "The service broke off its answer");
            case 503 -> of(status, "busy", "Try again later");
            case 504 -> of(status, "timeout", "The service did not answer in time");
            default ->
                status.is4xxClientError()
                        ? of(status, "refused", "The request was refused")
                        : of(status, "fault", "Something went wrong here");
        };
    }

    public Problem traced(@Nullable String trace) {
        return new Problem(type, title, status, detail, errors, trace);
    }
}
