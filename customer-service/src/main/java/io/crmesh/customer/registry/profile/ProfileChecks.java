package io.crmesh.customer.registry.profile;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.ownership.UserDirectory;
import io.crmesh.web.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Validator of what the body of a request does not tell by itself: fields of patches and files, and whether owner and team
 * exist.
 */
@Component
public class ProfileChecks {

    private final Validator validator;
    private final UserDirectory users;

    ProfileChecks(Validator validator, UserDirectory users) {
        this.validator = validator;
        this.users = users;
    }

    public void check(CustomerFields fields) {
        var errors = validator.validate(fields).stream()
                .map(found -> new FieldError(path(found), found.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
        checkOwner(fields.owner(), fields.team());
    }

    /** Refuses an owner and a team that do not exist. */
    public void checkOwner(@Nullable String owner, @Nullable String team) {
        users.require(owner, team);
    }

    /** An element of a list is called as in the body of a request, {@code tags[0]}. */
    private static String path(ConstraintViolation<CustomerFields> found) {
        return found.getPropertyPath().toString().replace(".<list element>", "");
    }
}
