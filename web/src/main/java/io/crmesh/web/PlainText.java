package io.crmesh.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Constraint: a name or an id that shows what it says, in one line. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainText.Check.class)
public @interface PlainText {

    String message() default "must be one line without invisible characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Nothing is no text, which other constraints refuse. */
    class Check implements ConstraintValidator<PlainText, String> {

        private static final Pattern UNSEEN =
                Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0]");
        private static final Pattern JOINERS =
                Pattern.compile("(?<=[\\p{L}\\p{M}\\p{So}\\p{Sk}&&[^\\p{IsLatin}\\p{IsGreek}"
                        + "\\p{IsCyrillic}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]])"
                        + "[\\u200C\\u200D](?=[\\p{L}\\p{M}\\p{So}])");

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || isPlain(text.strip());
        }

        /**
         * Whether the text has one line, and nothing in it is invisible or turns the direction of writing. Joiners are
         * allowed inside words of scripts whose letters they join, and between pictures.
         */
        public static boolean isPlain(String text) {
            return !UNSEEN.matcher(JOINERS.matcher(text).replaceAll("")).find();
        }
    }
}
