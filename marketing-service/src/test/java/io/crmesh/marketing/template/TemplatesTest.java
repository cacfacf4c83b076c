package io.crmesh.marketing.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.crmesh.marketing.condition.EventCatalogue;
import io.crmesh.marketing.condition.EventPaths;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final EventPaths PLACED =
            new EventCatalogue().of("order.placed").orElseThrow();

    private final Templates templates = new Templates();

    @Test
    void templateFillsInValuesAndChoosesBetweenTexts() throws Exception {
        var filled = templates.text(
                "Dear {{ customer.name | default('friend') }}{% if profile.orders.count == '3' %}, 3!{% endif %}",
                Map.of("customer.name", "王丽", "profile.orders.count", "3"));

        assertThat(filled).isEqualTo("Dear 王丽, 3!");
    }

    @Test
    void htmlIsEscapedAndTextIsNot() throws Exception {
        var values = Map.of("customer.name", "<b>&");

        assertThat(templates.html("{{ customer.name }}", values)).isEqualTo("&lt;b&gt;&amp;");
        assertThat(templates.text("{{ customer.name }}", values)).isEqualTo("<b>&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ customer.name",
                "{{ customer.email }}",
                "{{ profile.address }}",
                "{{ event.total }}",
                "{{ secret }}",
                "{% include 'x' %}",
                "{% import 'x' %}",
                "{% extends 'x' %}",
                "{% macro a() %}{% endmacro %}",
                "{% set a = 1 %}",
                "{% for i in 1..1000000000 %}x{% endfor %}",
                "{{ 1..1000000000 }}",
                "{{ range(1, 1000000000) }}",
                "{{ customer.getClass() }}",
                "{{ customer.name.bytes }}",
                "{{ customer.name | raw }}",
                "{{ customer.name | date }}",
                "{{ event.occurredAt | date('bb') }}",
                "{{ event.occurredAt | date('d MMM', 'Mars/Base') }}",
                "{{ event.lines.sku | date }}",
                "{{ customer.name | replace({'a': 'b'}) }}",
                "{{ customer.name matches '(a+)+$' }}",
                "{{ 'a' * 2 }}"
            })
    void forbiddenSyntaxIsRefused(String template) {
        assertThat(templates.problem(template, PLACED)).isPresent();
    }

    @Test
    void deeplyNestedTemplateIsRefused() {
        assertThat(templates.problem("{{ " + "(".repeat(9_000) + "1" + ")".repeat(9_000) + " }}", PLACED))
                .isPresent();
    }

    @Test
    void textOutsideOfCodeIsNotParsed() {
        assertThat(templates.problem("It is an event.Really: profile.x", PLACED))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {{ event.total }} ; line 1, column 4: there is no such value; allowed are customer.name,
            `Hello\n {{ customer.name }} {% for x in y %}` ; line 2, column 25: there is no such tag; allowed are if,
            {{ customer.name | reverse }} ; line 1, column 20: there is no such filter; allowed are abbreviate,
            Dear {{ customer.name ; line 1, column 8: this code is not closed: it must end with }}
            {{ customer.name }} {{ customer.email }} ; `line 1, column 23: this cannot be used in a template; allowed are the values`
            `A\n{{ customer.name }}{% if secret == '1' %}x{% endif %}` ; `line 2, column 22: this cannot be used in a template; allowed`
            `{{ customer.name }}{% if customer.name == '1' %}\n{% else %}{{ customer.nme }}{% endif %}` ; line 2, column 13: this cannot
            """)
    void refusalNamesPlaceAndWhatIsAllowed(String template, String refusal) {
        assertThat(templates.problem(template, PLACED)).get().asString().startsWith(refusal);
    }

    @Test
    void dateIsShownInGivenZoneAndLanguage() throws Exception {
        var values = Map.of("event.occurredAt", "2026-03-01T23:30:00Z");

        assertThat(templates.text("{{ event.occurredAt | date }}", values)).isEqualTo("2026-03-01");
        assertThat(templates.text("{{ event.occurredAt | date('d. MMMM yyyy', 'Europe/Berlin', 'de') }}", values))
                .isEqualTo("2. März 2026");
        assertThat(templates.text("{{ profile.orders.lastAt | date }}", values)).isEmpty();
        assertThat(templates.problem("{{ event.occurredAt | date('d MMM', 'Asia/Shanghai', 'zh') }}", PLACED))
                .isEmpty();
    }

    @Test
    void valueIsEncodedForLink() throws Exception {
        var link = "https://shop.example/?name={{ customer.name | urlencode }}";

        assertThat(templates.problem(link, PLACED)).isEmpty();
        assertThat(templates.text(link, Map.of("customer.name", "Ann & Co")))
                .isEqualTo("https://shop.example/?name=Ann+%26+Co");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{# %s #}", "{# %s", "%s", "{%% verbatim %%}%s{%% endverbatim %%}"})
    void hostileTextIsCheckedInTimeOfItsLength(String around) {
        var braces = around.formatted("{".repeat(59_000));

        var _ = assertTimeout(Duration.ofSeconds(3), () -> templates.problem(braces, PLACED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if customer.language == 'zh' %}{{ customer.nme }}{% endif %}",
                "{% if customer.language == 'en' %}a{% elseif secret == '1' %}b{% else %}{{ secret }}{% endif %}",
                "{%- if customer.language == 'zh' -%}{{- 1..9 -}}{%- endif -%}"
            })
    void branchThatTheSamplesDoNotTakeIsChecked(String template) {
        assertThat(templates.problem(template, PLACED)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if customer.language == 'zh' %}{{ customer.name }}{% elseif profile.orders.count == '2' %}b{% endif %}",
                "{%- if customer.name is not empty -%}{{- customer.name | default('friend') -}}{%- else -%}-{%- endif -%}",
                "{% if customer.name == 'a' and not (customer.language == 'b') %}{{ event.occurredAt | date('d MMM') }}{% endif %}"
            })
    void conditionsAndBranchesMayBeUsed(String template) {
        assertThat(templates.problem(template, PLACED)).isEmpty();
    }

    @Test
    void quotedAndCommentedTextIsNoCode() {
        assertThat(templates.problem("{# {{ event.nothing }} #}{{ 'a | reverse }}' }}", PLACED))
                .isEmpty();
        assertThat(templates.problem("{% verbatim %}{{ event.nothing | reverse }}{% endverbatim %}", PLACED))
                .isEmpty();
    }
}
