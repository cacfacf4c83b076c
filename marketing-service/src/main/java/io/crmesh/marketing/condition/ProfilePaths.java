package io.crmesh.marketing.condition;

import static io.crmesh.marketing.condition.ValueType.BOOLEAN;
import static io.crmesh.marketing.condition.ValueType.INSTANT;
import static io.crmesh.marketing.condition.ValueType.MONEY_BY_CURRENCY;
import static io.crmesh.marketing.condition.ValueType.NUMBER;
import static io.crmesh.marketing.condition.ValueType.TEXT;

import io.crmesh.marketing.profile.Attributes;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.profile.Purchases.Category;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths of a profile that conditions and templates may read, with their types. No others are readable. */
public final class ProfilePaths {

    private static final Pattern CONSENT =
            Pattern.compile("consents\\.(SERVICE|MARKETING|SURVEY)\\.(EMAIL|SMS|PHONE|PUSH|POST)");
    static final AllowedTexts KINDS = AllowedTexts.oneOf("PERSON", "ORGANIZATION");
    static final AllowedTexts STAGES =
            AllowedTexts.oneOf("LEAD", "QUALIFIED", "CUSTOMER", "DORMANT", "LOST", "DISQUALIFIED");
    static final AllowedTexts GENDERS = AllowedTexts.oneOf("FEMALE", "MALE", "OTHER");
    static final AllowedTexts CONSENTS =
            AllowedTexts.oneOf("UNKNOWN", "PENDING", "GRANTED", "WITHDRAWN", "DENIED", "EXPIRED");
    private static final Map<String, Path<Profile>> FIXED = new LinkedHashMap<>();

    static {
        attribute("kind", KINDS, Attributes::kind);
        attribute("stage", STAGES, Attributes::stage);
        attribute(
                "country",
                AllowedTexts.COUNTRY,
                attributes -> attributes.place().country());
        attribute("region", AllowedTexts.ANY, attributes -> attributes.place().region());
        attribute("city", AllowedTexts.ANY, attributes -> attributes.place().city());
        attribute("language", AllowedTexts.LANGUAGE, Attributes::language);
        attribute("gender", GENDERS, attributes -> attributes.person().gender());
        attribute("ageBand", AllowedTexts.ANY, attributes -> attributes.person().ageBand());
        attribute(
                "industry",
                AllowedTexts.ANY,
                attributes -> attributes.organization().industry());
        attribute(
                "companySize",
                AllowedTexts.ANY,
                attributes -> attributes.organization().companySize());
        attribute("source.channel", AllowedTexts.ANY, attributes -> source(attributes, Attributes.Source::channel));
        attribute(
                "source.campaignId", AllowedTexts.ANY, attributes -> source(attributes, Attributes.Source::campaignId));
        one("registered", BOOLEAN, Profile::registered);
        one(
                "orders.count",
                NUMBER,
                profile -> BigDecimal.valueOf(profile.orders().count()));
        add(new Path<>(
                "orders.amount",
                MONEY_BY_CURRENCY,
                false,
                profile -> profile.orders().all().amounts()));
        one("orders.firstAt", INSTANT, profile -> profile.orders().firstAt());
        one("orders.lastAt", INSTANT, profile -> profile.orders().lastAt());
        add(new Path<>("orders.categories", TEXT, true, ProfilePaths::categories));
    }

    private ProfilePaths() {}

    public static Optional<Path<Profile>> find(String name) {
        var consent = CONSENT.matcher(name);
        return consent.matches()
                ? Optional.of(consent(name, consent.group(1), consent.group(2)))
                : Optional.ofNullable(FIXED.get(name));
    }

    /** The fixed paths; besides them there is {@code consents.<PURPOSE>.<CHANNEL>}. */
    public static Set<String> names() {
        return FIXED.keySet();
    }

    private static Path<Profile> consent(String name, String purpose, String channel) {
        return new Path<>(name, TEXT, false, CONSENTS, profile -> some(profile.consent(purpose, channel)));
    }

    private static List<String> categories(Profile profile) {
        return profile.orders().all().categories().stream().map(Category::name).toList();
    }

    private static @Nullable String source(Attributes of, Function<Attributes.Source, @Nullable String> part) {
        return of.source() == null ? null : part.apply(of.source());
    }

    private static void attribute(String name, AllowedTexts texts, Function<Attributes, @Nullable String> value) {
        add(new Path<>(name, TEXT, false, texts, profile -> some(value.apply(profile.attributes()))));
    }

    private static void one(String name, ValueType type, Function<Profile, @Nullable Object> value) {
        add(new Path<>(name, type, false, profile -> some(value.apply(profile))));
    }

    private static void add(Path<Profile> path) {
        FIXED.put(path.name(), path);
    }

    private static List<?> some(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }
}
