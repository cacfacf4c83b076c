package io.crmesh.customer.registry.profile;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import org.springframework.stereotype.Component;

/** Validator of fields that are not the body of a request, which Spring validates: of patches and files. */
@Component
public class ProfileChecks {

    private final Validator validator;

    ProfileChecks(Validator validator) {
        this.validator = validator;
    }

    public void check(CustomerFields fields) {
        var errors = validator.validate(fields).stream()
                .map(found -> new FieldError(path(found), found.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
    }

    /** An element of a list is called as in the body of a request, {@code tags[0]}. */
    private static String path(ConstraintViolation<CustomerFields> found) {
        return found.getPropertyPath().toString().replace(".<list element>", "");
    }
}
