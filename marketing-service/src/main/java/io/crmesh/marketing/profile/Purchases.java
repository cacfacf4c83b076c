package io.crmesh.marketing.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the sum of some purchases.
 *
 * @param amounts one for each currency
 * @param categories how many orders had items of each
 */
public record Purchases(
        int count,
        List<Money> amounts,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        List<Category> categories) {

    static final Purchases NONE = new Purchases(0, List.of(), null, null, List.of());

    /** A product category and in how many orders it was. */
    public record Category(String name, int count) {}

    static Purchases of(Money amount, Instant at, List<String> categories) {
        var named = categories.stream()
                .distinct()
                .sorted()
                .map(name -> new Category(name, 1))
                .toList();
        return new Purchases(1, List.of(amount), at, at, named);
    }

    Purchases plus(Purchases other) {
        return new Purchases(
                count + other.count,
                amounts(other.amounts),
                earlier(firstAt, other.firstAt),
                later(lastAt, other.lastAt),
                categories(other.categories));
    }

    /** One purchase of this amount fewer; its time and categories are not known any more. */
    Purchases less(Money amount) {
        var left = new ArrayList<Money>();
        for (var each : amounts) {
            left.add(each.currency().equals(amount.currency()) ? each.minus(amount) : each);
        }
        return new Purchases(Math.max(0, count - 1), List.copyOf(left), firstAt, lastAt, categories);
    }

    private List<Money> amounts(List<Money> more) {
        var sums = new TreeMap<String, Money>();
        amounts.forEach(amount -> sums.put(amount.currency(), amount));
        more.forEach(amount -> sums.merge(amount.currency(), amount, Money::plus));
        return List.copyOf(sums.values());
    }

    private List<Category> categories(List<Category> more) {
        var sums = new TreeMap<String, Integer>();
        categories.forEach(category -> sums.put(category.name(), category.count()));
        more.forEach(category -> sums.merge(category.name(), category.count(), Integer::sum));
        return sums.entrySet().stream()
                .map(sum -> new Category(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isAfter(other) ? one : other;
    }
}
