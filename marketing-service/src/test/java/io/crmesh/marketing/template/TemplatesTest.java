package io.crmesh.marketing.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

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
                "{{ customer.name | replace({'a': 'b'}) }}",
                "{{ customer.name matches '(a+)+$' }}",
                "{{ 'a' * 2 }}"
            })
    void forbiddenSyntaxIsRefused(String template) {
        assertThat(templates.problem(template, Set.of("totals.amount"))).isPresent();
    }

    @Test
    void deeplyNestedTemplateIsRefused() {
        assertThat(templates.problem("{{ " + "(".repeat(9_000) + "1" + ")".repeat(9_000) + " }}", Set.of()))
                .isPresent();
    }

    @Test
    void textOutsideOfCodeIsNotParsed() {
        assertThat(templates.problem("It is an event.Really: profile.x", Set.of()))
                .isEmpty();
    }
}
