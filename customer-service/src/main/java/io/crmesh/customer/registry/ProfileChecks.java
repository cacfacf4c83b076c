package io.crmesh.customer.registry;

import io.crmesh.platform.Refusal.FieldError;
import io.crmesh.platform.Refusal.Impossible;
import jakarta.validation.Validator;
import java.util.Comparator;
import org.springframework.stereotype.Component;

/** Holds what was typed to its limits where it does not come as the body of a request: in patches and files. */
@Component
class ProfileChecks {

    private final Validator validator;

    ProfileChecks(Validator validator) {
        this.validator = validator;
    }

    void check(CustomerFields fields) {
        var errors = validator.validate(fields).stream()
                .map(found -> new FieldError(found.getPropertyPath().toString(), found.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
    }
}
