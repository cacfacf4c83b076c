package io.crmesh.marketing.template;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.methodaccess.MethodAccessValidator;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Fills texts that marketers write. They come from outside, so a template can do nothing but name values and choose between
 * texts: no loops, so its time is bounded by its length; no other files; no methods; nothing unescaped in HTML.
 */
@Component
public final class Templates {

    /** What every template may name besides values of the profile and the fact. */
    public static final List<String> ALWAYS = List.of("customer.name", "customer.language", "unsubscribe");

    private static final int LARGEST = 256 * 1024;
    private static final Pattern CODE = Pattern.compile("\\{[{%].*?[%}]}", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\b(?:profile|fact)(?:\\.[A-Za-z][A-Za-z0-9_]*)+");
    private static final MethodAccessValidator NOTHING = (_, _) -> false;

    private final PebbleEngine text = engine(false, false);
    private final PebbleEngine html = engine(true, false);
    private final PebbleEngine strict = engine(true, true);

    private static PebbleEngine engine(boolean escaping, boolean strict) {
        return new PebbleEngine.Builder()
                .loader(new StringLoader())
                .registerExtensionCustomizer(OnlyValues::new)
                .methodAccessValidator(NOTHING)
                .autoEscaping(escaping)
                .strictVariables(strict)
                .maxRenderedSize(LARGEST)
                .defaultLocale(Locale.ROOT)
                .cacheActive(false)
                .build();
    }

    /**
     * What is wrong with a template, if anything.
     *
     * @param factPaths what it may name of the fact
     */
    public Optional<String> problem(String template, Set<String> factPaths) {
        for (var name : named(template)) {
            if (!TemplateValues.allows(name, factPaths)) {
                return Optional.of("names a value that there is not");
            }
        }
        try {
            var _ = render(strict, template, TemplateValues.samples(named(template)));
            return Optional.empty();
        } catch (UnusableTemplate e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The values of profile and fact that a template names. */
    public Set<String> named(String template) {
        var names = new LinkedHashSet<String>();
        CODE.matcher(template)
                .results()
                .flatMap(code -> VALUE.matcher(code.group()).results())
                .forEach(found -> names.add(found.group()));
        return names;
    }

    public String text(String template, Map<String, String> values) throws UnusableTemplate {
        return render(text, template, values);
    }

    public String html(String template, Map<String, String> values) throws UnusableTemplate {
        return render(html, template, values);
    }

    private static String render(PebbleEngine engine, String template, Map<String, String> values)
            throws UnusableTemplate {
        var filled = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(filled, TemplateValues.nested(values));
            return filled.toString();
        } catch (PebbleException e) {
            throw new UnusableTemplate(e.getLineNumber());
        } catch (IOException | RuntimeException | StackOverflowError _) {
            // The text comes from outside and is code to the engine: however it makes it fail, it is the text's fault.
            throw new UnusableTemplate(null);
        }
    }
}
