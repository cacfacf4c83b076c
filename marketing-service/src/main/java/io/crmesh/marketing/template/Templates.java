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
 * Template engine for texts that marketers write. They are untrusted: a template can only name values and choose between texts.
 * It has no loops, so its time is bounded by its length; no other files, no methods, and nothing unescaped in HTML.
 */
@Component
public final class Templates {

    /** The names that every template may use besides those of profile and event. */
    public static final List<String> ALWAYS = List.of("customer.name", "customer.language", "unsubscribe");

    private static final int LARGEST = 256 * 1024;
    private static final Pattern CODE = Pattern.compile("\\{[{%].*?[%}]}", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\b(?:profile|event)(?:\\.[A-Za-z][A-Za-z0-9_]*)+");
    private static final MethodAccessValidator NOTHING = (_, _) -> false;

    private final PebbleEngine text = engine(false, false);
    private final PebbleEngine html = engine(true, false);
    private final PebbleEngine strict = engine(true, true);

    private static PebbleEngine engine(boolean escaping, boolean strict) {
        return new PebbleEngine.Builder()
                .loader(new StringLoader())
                .registerExtensionCustomizer(AllowedSyntax::new)
                .methodAccessValidator(NOTHING)
                .autoEscaping(escaping)
                .strictVariables(strict)
                .maxRenderedSize(LARGEST)
                .defaultLocale(Locale.ROOT)
                .cacheActive(false)
                .build();
    }

    /**
     * What is wrong with a template; empty if nothing.
     *
     * @param eventPaths the paths of the event that it may name
     */
    public Optional<String> problem(String template, Set<String> eventPaths) {
        for (var name : namesIn(template)) {
            if (!TemplateValues.allows(name, eventPaths)) {
                return Optional.of("names a value that does not exist");
            }
        }
        try {
            var _ = render(strict, template, TemplateValues.samples(namesIn(template)));
            return Optional.empty();
        } catch (UnusableTemplate e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The values of profile and event that a template names. */
    public Set<String> namesIn(String template) {
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
            // The text is untrusted code to the engine: any way in which it fails is an error of the text.
            throw new UnusableTemplate(null);
        }
    }
}
