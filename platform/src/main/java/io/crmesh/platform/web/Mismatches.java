package io.crmesh.platform.web;

import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.Unreadable;
import java.util.Objects;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What is said of a value in the address or a header that is not of its type. An id of no known form names nothing. */
final class Mismatches {

    private Mismatches() {}

    static Refusal explain(TypeMismatchException fault) {
        if (fault instanceof MethodArgumentTypeMismatchException argument) {
            return argument.getParameter().hasParameterAnnotation(PathVariable.class)
                    ? new NotFound("record")
                    : new Unreadable(argument.getName(), "is not a valid value");
        }
        return new Unreadable(Objects.requireNonNullElse(fault.getPropertyName(), "request"), "is not a valid value");
    }
}
