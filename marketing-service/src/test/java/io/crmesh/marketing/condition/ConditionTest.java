package io.crmesh.marketing.condition;

import static io.crmesh.marketing.TestEvents.placed;
import static io.crmesh.marketing.TestEvents.registered;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.marketing.TestEvents;
import io.crmesh.marketing.condition.Condition.LeafResult;
import io.crmesh.marketing.condition.Condition.Verdict;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ConditionTest {

    private static final EventPaths PLACED =
            new EventCatalogue().of("order.placed").orElseThrow();
    private static final RecordedEvent EVENT = placed("cus_1", "ord_1", "12.30");
    private static final Profile PROFILE =
            Profile.begin("cus_1").after(registered("cus_1")).after(EVENT);

    private static Verdict evaluate(String json) {
        var errors = new ArrayList<FieldError>();
        var condition = ConditionParser.read(clause(json), PLACED, errors);
        assertThat(errors).isEmpty();
        return condition.evaluate(PROFILE, EVENT);
    }

    private static Clause clause(String json) {
        return JsonMapper.shared().readValue(json.replace('\'', '"'), Clause.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'profile': 'orders.count', 'is': '=', 'value': 1} | true
            {'profile': 'orders.count', 'is': '=', 'value': '1.00'} | true
            {'profile': 'orders.count', 'is': '!=', 'value': 1} | false
            {'profile': 'orders.count', 'is': 'in', 'value': [1, 2]} | true
            {'event': 'totals.amount', 'is': '>=', 'value': '0.00'} | true
            {'event': 'totals.amount', 'is': '>', 'value': 12.3} | false
            {'event': 'totals', 'is': '=', 'value': {'amount': '12.30', 'currency': 'USD'}} | true
            {'event': 'totals', 'is': '>', 'value': {'amount': '1.00', 'currency': 'EUR'}} | false
            {'profile': 'orders.amount', 'is': '<', 'value': {'amount': '20.00', 'currency': 'USD'}} | true
            {'profile': 'orders.amount', 'is': '>', 'value': {'amount': '1.00', 'currency': 'EUR'}} | false
            {'event': 'totals', 'is': '<', 'value': 20} | true
            {'profile': 'country', 'is': '=', 'value': 'CN'} | true
            {'profile': 'gender', 'is': '=', 'value': 'MALE'} | false
            {'profile': 'gender', 'is': '!=', 'value': 'MALE'} | true
            {'profile': 'gender', 'is': 'exists', 'value': false} | true
            {'profile': 'country', 'is': 'exists'} | true
            {'profile': 'orders.categories', 'is': 'contains', 'value': 'TEA'} | true
            {'event': 'lines.sku', 'is': 'contains', 'value': 'MUG'} | false
            {'profile': 'orders.lastAt', 'is': 'within', 'value': 'P1D'} | true
            {'profile': 'registered', 'is': '=', 'value': true} | true
            {'profile': 'consents.MARKETING.EMAIL', 'is': 'exists'} | false
            {'not': {'profile': 'orders.count', 'is': '=', 'value': 1}} | false
            {'any': [{'profile': 'orders.count', 'is': '=', 'value': 9}, {'profile': 'country', 'is': '=', 'value': 'CN'}]} | true
            {'all': [{'profile': 'orders.count', 'is': '=', 'value': 9}, {'profile': 'country', 'is': '=', 'value': 'CN'}]} | false
            """)
    void leafHoldsAsExpected(String json, boolean holds) {
        assertThat(evaluate(json).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'all': [{'profile': 'country', 'is': 'exists'}, {'profile': 'email', 'is': 'exists'}]} | condition.all[1].profile
            {'event': 'total', 'is': '=', 'value': 1} | condition.event
            {'profile': 'country', 'is': 'like', 'value': 'C'} | condition.is
            {'profile': 'country', 'is': '<', 'value': 'C'} | condition.is
            {'profile': 'country', 'is': '=', 'value': 3} | condition.value
            {'profile': 'orders.count', 'is': '=', 'value': 'many'} | condition.value
            {'profile': 'orders.count', 'is': '=', 'value': '1e999999999'} | condition.value
            {'profile': 'orders.count', 'is': 'in', 'value': 3} | condition.value
            {'profile': 'orders.lastAt', 'is': 'within', 'value': '30 days'} | condition.value
            {'profile': 'orders.categories', 'is': '=', 'value': 'TEA'} | condition.is
            {'not': {'any': [{'profile': 'country'}]}} | condition.not.any[0].is
            {'profile': 'country', 'event': 'channel', 'is': '=', 'value': 'WEB'} | condition
            {'is': '='} | condition
            {'event': 'totals', 'is': '=', 'value': {'amount': '1.234', 'currency': 'USD'}} | condition.value
            {'profile': 'orders.amount', 'is': '<', 'value': 20} | condition.value
            {'profile': 'orders.lastAt', 'is': 'within', 'value': 'P36526D'} | condition.value
            {'profile': 'orders.lastAt', 'is': 'within', 'value': 'P999999999999D'} | condition.value
            {'profile': 'country', 'is': '=', 'value': 'Germany'} | condition.value
            {'profile': 'country', 'is': 'in', 'value': ['DE', 'UK']} | condition.value
            {'profile': 'language', 'is': '=', 'value': 'English'} | condition.value
            {'profile': 'language', 'is': '=', 'value': 'en-us'} | condition.value
            {'profile': 'consents.MARKETNG.EMAIL', 'is': 'exists'} | condition.profile
            """)
    void invalidClauseIsRefusedWithItsPath(String json, String field) {
        var errors = new ArrayList<FieldError>();

        var _ = ConditionParser.read(clause(json), PLACED, errors);

        assertThat(errors).extracting(FieldError::field).containsExactly(field);
    }

    @Test
    void verdictShowsResultOfEachLeaf() {
        var verdict = evaluate("""
                {'any': [{'profile': 'orders.count', 'is': '=', 'value': 1}, {'profile': 'gender', 'is': '=', 'value': 'OTHER'}]}""");

        assertThat(verdict.leaves())
                .containsExactly(
                        new LeafResult("condition.any[0]", "profile orders.count = 1", "1", true),
                        new LeafResult("condition.any[1]", "profile gender = OTHER", "", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'profile': 'stage', 'is': '=', 'value': 'VIP'} | must be one of LEAD, QUALIFIED, CUSTOMER, DORMANT, LOST, DISQUALIFIED
            {'profile': 'kind', 'is': 'in', 'value': ['COMPANY']} | must be a list of 1 to 100 of one of PERSON, ORGANIZATION
            {'profile': 'consents.MARKETING.EMAIL', 'is': '=', 'value': 'YES'} | must be one of UNKNOWN, PENDING, GRANTED, WITHDRAWN, DENIED, EXPIRED
            {'event': 'terms', 'is': '=', 'value': 'CASH'} | must be one of IMMEDIATE, ON_ACCOUNT
            {'event': 'lines.kind', 'is': 'contains', 'value': 'GOOD'} | must be one of GOODS, SERVICE
            """)
    void refusalNamesAllowedValues(String json, String message) {
        var errors = new ArrayList<FieldError>();

        var _ = ConditionParser.read(clause(json), PLACED, errors);

        assertThat(errors).extracting(FieldError::message).containsExactly(message);
    }

    /** The profile's codes are those of the events that it is made of. */
    @Test
    void allowedValuesOfProfileAreThoseOfContracts() {
        var catalogue = new EventCatalogue();
        var registered = catalogue.of("customer.registered").orElseThrow();
        var consent = catalogue.of("customer.consent-changed").orElseThrow();

        assertThat(description(registered, "kind")).isEqualTo(ProfilePaths.KINDS.description());
        assertThat(description(registered, "stage")).isEqualTo(ProfilePaths.STAGES.description());
        assertThat(description(registered, "gender")).isEqualTo(ProfilePaths.GENDERS.description());
        assertThat(description(consent, "to")).isEqualTo(ProfilePaths.CONSENTS.description());
    }

    private static String description(EventPaths event, String path) {
        return event.find(path).orElseThrow().texts().description();
    }

    @Test
    void amountsOfSeveralCurrenciesAreComparedAndShownByCurrency() {
        var inEuro = placedIn("EUR");
        var profile = PROFILE.after(inEuro);
        var errors = new ArrayList<FieldError>();
        var condition = ConditionParser.read(clause("""
                {'all': [
                  {'profile': 'orders.amount', 'is': '>=', 'value': {'amount': '12.00', 'currency': 'USD'}},
                  {'profile': 'orders.amount', 'is': '>=', 'value': {'amount': '12.00', 'currency': 'EUR'}}]}"""), PLACED, errors);

        var verdict = condition.evaluate(profile, inEuro);

        assertThat(errors).isEmpty();
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.leaves().getFirst().found()).isEqualTo("15.00 EUR, 12.30 USD");
        assertThat(verdict.leaves().getFirst().what()).isEqualTo("profile orders.amount >= 12.00 USD");
    }

    private static RecordedEvent placedIn(String currency) {
        return TestEvents.event("orders", "ord_2", 1, "cus_1", "order.placed", """
                {"lines": [], "totals": {"amount": "15.00", "currency": "%s"}}""".formatted(currency));
    }

    @Test
    void tooDeepConditionIsRefused() {
        var deep = "{'not': ".repeat(11) + "{'profile': 'country', 'is': 'exists'}" + "}".repeat(11);
        var errors = new ArrayList<FieldError>();

        var _ = ConditionParser.read(clause(deep), PLACED, errors);

        assertThat(errors).hasSize(1);
    }

    @Test
    void onlyEventsAboutCustomersAreTriggers() {
        assertThat(new EventCatalogue().triggers())
                .contains("order.placed", "customer.stage-changed", "ticket.opened")
                .doesNotContain("message.sent", "automation.enabled", "product.added", "import.completed");
    }
}
