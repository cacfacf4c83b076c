package io.crmesh.customer.imports.mapping;

import io.crmesh.platform.Refusal.Impossible;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reader of dates and times as files write them. A date such as 03/04/2026 is read only if the order of its day and
 * month is known: a guess would be wrong in silence.
 *
 * @param order null if it is not known
 * @param zone of times that say none
 */
record Dates(@Nullable DateOrder order, ZoneId zone) {

    /** A date of which the year, or all but the year, may be unknown. */
    record PartialDate(@Nullable Integer year, @Nullable MonthDay day) {
        static final PartialDate UNKNOWN = new PartialDate(null, null);
    }

    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?");
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern DOTS = Pattern.compile("(\\d{1,2})\\.\\s*(\\d{1,2})\\.\\s*(\\d{4})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([/-])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern DAY_MONTH = Pattern.compile("(\\d{1,2})[. -]+(\\p{L}{3,})[. ,-]+(\\d{4})");
    private static final Pattern MONTH_DAY = Pattern.compile("(\\p{L}{3,})[. ]+(\\d{1,2})[., ]+(\\d{4})");

    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final Pattern NO_YEAR = Pattern.compile("--(\\d{2})-?(\\d{2})");
    private static final Pattern NO_YEAR_DOTS = Pattern.compile("(\\d{1,2})\\.\\s*(\\d{1,2})\\.?");
    private static final Pattern NO_YEAR_CHINESE = Pattern.compile("(\\d{1,2})月(\\d{1,2})日");
    private static final Pattern NO_YEAR_SLASH = Pattern.compile("(\\d{1,2})[/-](\\d{1,2})");

    private static final Pattern TIME = Pattern.compile(
            "(.*?\\d)(?:[T ]\\s*|,\\s*)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?\\s*([AaPp][Mm])?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?");

    private static final Map<String, Month> MONTHS = months();

    /** The order that a date proves, if it has one that could be either. */
    static Optional<DateOrder> provenBy(String text) {
        var match = ambiguous(text);
        if (match.isEmpty()) {
            return Optional.empty();
        }
        var first = number(match.get(), 1);
        var second = number(match.get(), match.get().groupCount() == 2 ? 2 : 3);
        if (first > 12 && second <= 12) {
            return Optional.of(DateOrder.DAY_FIRST);
        }
        return second > 12 && first <= 12 ? Optional.of(DateOrder.MONTH_FIRST) : Optional.empty();
    }

    /** Whether the order of day and month matters to this text. */
    static boolean needsOrder(String text) {
        return ambiguous(text).isPresent();
    }

    private static Optional<MatchResult> ambiguous(String text) {
        var date = datePart(text.strip());
        return match(YEAR_LAST, date).or(() -> match(NO_YEAR_SLASH, date));
    }

    /** The instant that a date or a date with its time names. */
    Instant instant(String field, String text) {
        try {
            var match = match(TIME, text);
            var date = date(match.map(found -> found.group(1)).orElse(text));
            if (date.isPresent()) {
                var zoned = match.map(this::zone).orElse(zone);
                return date.get()
                        .atTime(match.map(Dates::time).orElse(LocalTime.MIDNIGHT))
                        .atZone(zoned)
                        .toInstant();
            }
        } catch (DateTimeException _) {
            // refused below
        }
        throw refusal(field, text, "must be a time such as 2026-01-31T09:30:00Z, or a date");
    }

    private ZoneId zone(MatchResult time) {
        var told = time.group(6);
        if (told == null) {
            return zone;
        }
        return told.startsWith("+") || told.startsWith("-") ? ZoneOffset.of(told) : ZoneOffset.UTC;
    }

    private static LocalTime time(MatchResult time) {
        var hour = number(time, 2);
        var half = time.group(5);
        if (half != null) {
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
        }
        return LocalTime.of(hour, number(time, 3), time.group(4) == null ? 0 : number(time, 4));
    }

    /** A birthday: a date, a day without its year, or a year. */
    PartialDate birthday(String field, String text) {
        try {
            var date = date(datePart(text));
            if (date.isPresent()) {
                return new PartialDate(date.get().getYear(), MonthDay.from(date.get()));
            }
            var year = match(YEAR, text);
            if (year.isPresent()) {
                return new PartialDate(number(year.get(), 1), null);
            }
            var day = dayWithoutYear(text);
            if (day.isPresent()) {
                return new PartialDate(null, day.get());
            }
        } catch (DateTimeException _) {
            // refused below
        }
        throw refusal(field, text, "must be a date such as 1980-02-14, a day such as --02-14, or a year");
    }

    private Optional<LocalDate> date(String text) {
        for (var pattern : List.of(YEAR_FIRST, DIGITS)) {
            var match = match(pattern, text);
            if (match.isPresent()) {
                return Optional.of(date(number(match.get(), 1), number(match.get(), 2), number(match.get(), 3)));
            }
        }
        var dots = match(DOTS, text);
        if (dots.isPresent()) {
            return Optional.of(date(number(dots.get(), 3), number(dots.get(), 2), number(dots.get(), 1)));
        }
        var named = match(DAY_MONTH, text);
        if (named.isPresent()) {
            return Optional.of(date(number(named.get(), 3), month(named.get().group(2)), number(named.get(), 1)));
        }
        named = match(MONTH_DAY, text);
        if (named.isPresent()) {
            return Optional.of(date(number(named.get(), 3), month(named.get().group(1)), number(named.get(), 2)));
        }
        return match(YEAR_LAST, text)
                .flatMap(match -> ordered(text, number(match, 1), number(match, 3))
                        .map(day -> date(number(match, 4), day.getMonthValue(), day.getDayOfMonth())));
    }

    private Optional<MonthDay> dayWithoutYear(String text) {
        for (var pattern : List.of(NO_YEAR, NO_YEAR_CHINESE)) {
            var match = match(pattern, text);
            if (match.isPresent()) {
                return Optional.of(MonthDay.of(number(match.get(), 1), number(match.get(), 2)));
            }
        }
        var dots = match(NO_YEAR_DOTS, text);
        if (dots.isPresent()) {
            return Optional.of(MonthDay.of(number(dots.get(), 2), number(dots.get(), 1)));
        }
        return match(NO_YEAR_SLASH, text).flatMap(match -> ordered(text, number(match, 1), number(match, 2)));
    }

    /** Day and month in the order that is known, or that this date proves by itself. */
    private Optional<MonthDay> ordered(String text, int first, int second) {
        var known = order == null ? provenBy(text).orElse(null) : order;
        if (known == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (known) {
                    case DAY_FIRST -> MonthDay.of(second, first);
                    case MONTH_FIRST -> MonthDay.of(first, second);
                });
    }

    private Impossible refusal(String field, String text, String otherwise) {
        var unknown = order == null && needsOrder(text) && provenBy(text).isEmpty();
        return new Impossible(
                field,
                unknown
                        ? "may begin with its day or with its month: the dateOrder of the import says which"
                        : otherwise);
    }

    private static LocalDate date(int year, int month, int day) {
        return LocalDate.of(year, month, day);
    }

    private static int month(String name) {
        var month = MONTHS.get(name.toLowerCase(Locale.ROOT));
        if (month == null) {
            throw new DateTimeException("No month");
        }
        return month.getValue();
    }

    private static Map<String, Month> months() {
        var months = new HashMap<String, Month>();
        for (var month : Month.values()) {
            for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
                for (var style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                    var name = month.getDisplayName(style, language).toLowerCase(Locale.ROOT);
                    months.put(name.replace(".", ""), month);
                }
            }
            months.put(
                    month.getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                            .substring(0, 3)
                            .toLowerCase(Locale.ROOT),
                    month);
        }
        return Map.copyOf(months);
    }

    /** The text without the time of day. */
    private static String datePart(String text) {
        return match(TIME, text).map(found -> found.group(1)).orElse(text);
    }

    private static Optional<MatchResult> match(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(Objects.requireNonNull(match.group(group)));
    }
}
