package io.crmesh.marketing.template;

import io.crmesh.marketing.condition.EventPaths;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.methodaccess.MethodAccessValidator;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final MethodAccessValidator NOTHING = (_, _) -> false;

    private final PebbleEngine text = engine(false, false);
    private final PebbleEngine html = engine(true, false);
    private final PebbleEngine strict = engine(true, true);

    private static PebbleEngine engine(boolean escaping, boolean strict) {
        return new PebbleEngine.Builder()
                .loader(new StringLoader())
                .registerExtensionCustomizer(AllowedSyntax::new)
                .extension(DateFilter.extension())
                .methodAccessValidator(NOTHING)
                .autoEscaping(escaping)
                .strictVariables(strict)
                .maxRenderedSize(LARGEST)
                .defaultLocale(Locale.ROOT)
                .cacheActive(false)
                .build();
    }

    /**
     * What is wrong with a template, where, and what is allowed there; empty if nothing.
     *
     * @param event whose values it may name
     */
    public Optional<String> problem(String template, EventPaths event) {
        var check = new TemplateCheck(template, event);
        var samples = check.samples();
        return check.problem().or(() -> problemOfPiece(check, samples)).or(() -> {
            try {
                var _ = render(strict, template, samples);
                return Optional.empty();
            } catch (UnusableTemplate e) {
                return Optional.of(check.problemAtLine(e.line()));
            }
        });
    }

    /** The samples choose one branch of each {@code if}, so each piece of code is also tried without the others. */
    private Optional<String> problemOfPiece(TemplateCheck check, Map<String, String> samples) {
        var pieces = check.pieces();
        var together = pieces.stream().map(TemplateCheck.Alone::template).collect(Collectors.joining());
        if (isUsable(together, samples)) {
            return Optional.empty();
        }
        return pieces.stream()
                .filter(piece -> !isUsable(piece.template(), samples))
                .findFirst()
                .map(piece -> check.problemAt(piece.start()));
    }

    private boolean isUsable(String template, Map<String, String> samples) {
        try {
            var _ = render(strict, template, samples);
            return true;
        } catch (UnusableTemplate _) {
            return false;
        }
    }

    /** The values of profile and event that a template names. */
    public Set<String> namesIn(String template) {
        return TemplateCheck.namesIn(template);
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
