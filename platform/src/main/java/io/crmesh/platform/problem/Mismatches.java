package io.crmesh.platform.problem;

import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.web.FieldError;
import java.util.Objects;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Explains path, query and header values of the wrong type. A malformed id is answered like an unknown one. */
final class Mismatches {

    private Mismatches() {}

    static Refusal explain(TypeMismatchException fault) {
        if (fault instanceof MethodArgumentTypeMismatchException argument) {
            return argument.getParameter().hasParameterAnnotation(PathVariable.class)
                    ? new NotFound("record")
                    : new Unreadable(argument.getName(), unfit(fault));
        }
        return new Unreadable(Objects.requireNonNullElse(fault.getPropertyName(), "request"), unfit(fault));
    }

    private static String unfit(TypeMismatchException fault) {
        return FieldError.unfit(Objects.requireNonNullElse(fault.getRequiredType(), Object.class));
    }
}
