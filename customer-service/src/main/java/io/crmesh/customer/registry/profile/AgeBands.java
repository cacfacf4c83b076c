package io.crmesh.customer.registry.profile;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policy: the bands in which a person's age is published. A person born on 29 February gets older on the 28th in common
 * years. Of one whose year of birth alone is known, the age counts from New Year's Day.
 */
public final class AgeBands {

    private static final List<Integer> STARTS = List.of(18, 25, 35, 45, 55, 65);

    private AgeBands() {}

    /** The band on this day, such as {@code 25-34}; null if no birth is known. */
    public static @Nullable String of(Profile profile, LocalDate day) {
        if (profile.birthDate() != null) {
            var birth = profile.birthDate();
            return birth.isAfter(day)
                    ? null
                    : band(STARTS.stream()
                            .filter(years -> !birth.plusYears(years).isAfter(day))
                            .toList());
        }
        if (profile.birthYear() == null || profile.birthYear() > day.getYear()) {
            return null;
        }
        var age = day.getYear() - profile.birthYear();
        return band(STARTS.stream().filter(years -> years <= age).toList());
    }

    private static String band(List<Integer> reached) {
        if (reached.size() == STARTS.size()) {
            return STARTS.getLast() + "+";
        }
        var from = reached.isEmpty() ? 0 : reached.getLast();
        return from + "-" + (STARTS.get(reached.size()) - 1);
    }

    /** The dates of birth of all who reach another band on this day. */
    public static List<LocalDate> birthDates(LocalDate day) {
        return STARTS.stream()
                .flatMap(years -> Stream.of(
                                day.minusYears(years), day.minusYears(years).plusDays(1))
                        .filter(birth -> birth.plusYears(years).equals(day)))
                .toList();
    }

    /** The years of birth of all who reach another band on this day, where only the year is known. */
    public static List<Integer> birthYears(LocalDate day) {
        return day.getDayOfYear() == 1
                ? STARTS.stream().map(years -> day.getYear() - years).toList()
                : List.of();
    }
}
