package io.crmesh.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * What a caller is told when there is no other answer (RFC 9457). No text in it is made from what the caller sent.
 *
 * @param type {@code urn:crm:problem:<slug>}, for programs to branch on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        @Nullable String traceId) {

    /** One field of the request and what is wrong with it. */
    public record FieldError(String field, String message) {}

    public static final Problem INVALID_TOKEN =
            of(HttpStatus.UNAUTHORIZED, "invalid-token", "This token is not valid, or no longer");

    public static Problem of(HttpStatus status, String slug, String detail) {
        return new Problem(
                "urn:crm:problem:" + slug, status.getReasonPhrase(), status.value(), detail, List.of(), null);
    }

    /** The one thing to say for a status that nobody gave a reason for. */
    public static Problem of(HttpStatusCode code) {
        var status = HttpStatus.resolve(code.value());
        if (status == null) {
            status = code.is4xxClientError() ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
        }
        return switch (status) {
            case BAD_REQUEST -> of(status, "unreadable", "The request cannot be read");
            case UNAUTHORIZED -> of(status, "unauthenticated", "Sign in first");
            case NOT_FOUND -> of(status, "not-found", "There is nothing here");
            case METHOD_NOT_ALLOWED -> of(status, "method-not-allowed", "This method is not supported here");
            case NOT_ACCEPTABLE -> of(status, "not-acceptable", "There is no answer of the accepted types");
            case REQUEST_TIMEOUT -> of(status, "too-slow", "The request did not arrive in time");
            case CONTENT_TOO_LARGE -> of(status, "too-large", "The request is too large");
            case URI_TOO_LONG -> of(status, "uri-too-long", "The address is too long");
            case UNSUPPORTED_MEDIA_TYPE ->
                of(status, "unsupported-media-type", "Content of this type or encoding is not taken here");
            case TOO_MANY_REQUESTS -> of(status, "rate-limited", "Too many requests; try again later");
            case REQUEST_HEADER_FIELDS_TOO_LARGE ->
                of(status, "headers-too-large", "The request has too many or too long headers");
            case BAD_GATEWAY -> of(status, "bad-gateway", "The service broke off its answer");
            case SERVICE_UNAVAILABLE -> of(status, "unavailable", "The service cannot be reached; try again later");
            case GATEWAY_TIMEOUT -> of(status, "timeout", "The service did not answer in time");
            default ->
                status.is4xxClientError()
                        ? of(status, "refused", "The request was refused")
                        : of(status, "fault", "Something went wrong here");
        };
    }

    public Problem with(List<FieldError> wrong) {
        return new Problem(type, title, status, detail, List.copyOf(wrong), traceId);
    }

    Problem traced(@Nullable String trace) {
        return new Problem(type, title, status, detail, errors, trace);
    }
}
