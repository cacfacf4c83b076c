package io.crmesh.platform.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Jackson module for types whose values need more than a syntax check. */
final class StrictTypes extends SimpleModule {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,4})?");

    StrictTypes() {
        super("crm-strict");
        addDeserializer(String.class, of(String.class, StrictTypes::text));
        addDeserializer(Instant.class, of(Instant.class, StrictTypes::instant));
        addDeserializer(LocalDate.class, of(LocalDate.class, StrictTypes::date));
        addDeserializer(BigDecimal.class, of(BigDecimal.class, StrictTypes::decimal));
        addDeserializer(Double.class, of(Double.class, StrictTypes::inexact));
        addDeserializer(double.class, of(Double.class, StrictTypes::inexact));
        addDeserializer(Float.class, of(Float.class, json -> inexact(json).floatValue()));
        addDeserializer(float.class, of(Float.class, json -> inexact(json).floatValue()));
        addKeyDeserializer(String.class, new Keys());
    }

    private static String text(JsonParser json) {
        var found = CleanText.of(string(json, String.class, "must be a text"));
        if (found.isEmpty()) {
            throw new UnfitValue(json, String.class, "has characters that are not allowed");
        }
        return found.get();
    }

    private static Instant instant(JsonParser json) {
        var text = string(json, Instant.class, "must be a time such as 2026-01-31T09:30:00Z");
        return Times.parse(text)
                .orElseThrow(() -> new UnfitValue(
                        json, Instant.class, "must be a time between 1970 and 2200, such as 2026-01-31T09:30:00Z"));
    }

    private static LocalDate date(JsonParser json) {
        var text = string(json, LocalDate.class, "must be a date such as 2026-01-31");
        if (DATE.matcher(text).matches()) {
            try {
                var date = LocalDate.parse(text);
                if (date.getYear() >= 1800 && date.getYear() < 2200) {
                    return date;
                }
            } catch (DateTimeParseException _) {
                // refused below
            }
        }
        throw new UnfitValue(json, LocalDate.class, "must be a date such as 2026-01-31");
    }

    /**
     * A number, or the same digits as a string, as amounts are written. Scale and precision are checked before any
     * arithmetic: {@code 1e1000000000} is a small text and a large number.
     */
    private static BigDecimal decimal(JsonParser json) {
        var token = json.currentToken();
        var text = token.isScalarValue() ? json.getString() : "";
        if (token.isNumeric()
                || (token == JsonToken.VALUE_STRING && DECIMAL.matcher(text).matches())) {
            try {
                var value = new BigDecimal(text);
                if (value.precision() <= 15 && value.scale() >= 0 && value.scale() <= 4) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // refused below: the exponent is out of range
            }
        }
        throw new UnfitValue(json, BigDecimal.class, "must be a number of at most 15 digits, 4 of them decimals");
    }

    private static Double inexact(JsonParser json) {
        throw new UnfitValue(json, Double.class, "cannot be taken as a fraction: numbers are exact here");
    }

    private static String string(JsonParser json, Class<?> target, String otherwise) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new UnfitValue(json, target, otherwise);
        }
        return json.getString();
    }

    private interface Reader<T> {
        T read(JsonParser json);
    }

    private static <T> StdScalarDeserializer<T> of(Class<T> type, Reader<T> reader) {
        return new StdScalarDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                return reader.read(json);
            }
        };
    }

    /** Property names that callers choose must not contain database or path syntax. */
    private static final class Keys extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            if (KEY.matcher(key).matches()) {
                return key;
            }
            throw new UnfitValue(
                    context.getParser(), String.class, "has a name that is not 1 to 64 letters, digits, _ or -");
        }
    }
}
