package io.crmesh.platform.problem;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Converts bean validation errors, by the paths of the fields ({@code lines[0].quantity}). */
final class Violations {

    private static final String WHOLE = "body";

    private Violations() {}

    static Impossible of(Errors found) {
        return refusal(fields(found));
    }

    static Impossible of(HandlerMethodValidationException found) {
        var errors = new ArrayList<FieldError>();
        for (var result : found.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                errors.addAll(fields(body));
            } else {
                result.getResolvableErrors().forEach(error -> errors.add(new FieldError(name(result), message(error))));
            }
        }
        return refusal(errors);
    }

    private static List<FieldError> fields(Errors found) {
        var errors = new ArrayList<FieldError>();
        found.getFieldErrors().forEach(error -> errors.add(new FieldError(error.getField(), message(error))));
        found.getGlobalErrors().forEach(error -> errors.add(new FieldError(WHOLE, message(error))));
        return errors;
    }

    /** Violations come as a set; sorted, the same request gets the same answer. */
    private static Impossible refusal(List<FieldError> errors) {
        errors.sort(Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
        return new Impossible("impossible", errors);
    }

    private static String name(ParameterValidationResult result) {
        return Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), WHOLE);
    }

    private static String message(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }
}
