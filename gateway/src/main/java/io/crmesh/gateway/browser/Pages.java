package io.crmesh.gateway.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Renderer of the pages in English or Chinese, as the browser prefers. The pages need no scripts. */
@Component
class Pages {

    enum Page {
        SIGN_IN("sign-in"),
        EXTERNAL_ISSUER("external-issuer"),
        CHOOSE("choose"),
        ACCOUNT("account"),
        NEW_TOKEN("new-token"),
        ERROR("error"),
        TOKEN("token");

        private final String file;

        Page(String file) {
            this.file = file;
        }
    }

    /**
     * A message at the top of a page.
     *
     * @param text the key of the message in the texts
     */
    record Notice(HttpStatus status, boolean good, String text) {

        static final Notice NONE = good("");

        static Notice good(String text) {
            return new Notice(HttpStatus.OK, true, text);
        }

        /** For a request that cannot be carried out. */
        static Notice bad(String text) {
            return bad(HttpStatus.UNPROCESSABLE_CONTENT, text);
        }

        static Notice bad(HttpStatus status, String text) {
            return new Notice(status, false, text);
        }

        /** For a page that is shown again after another request failed. */
        static Notice failed() {
            return bad(HttpStatus.OK, "failed");
        }
    }

    private static final List<String> LANGUAGES = List.of("en", "zh");

    private final Map<Page, Template> templates = new EnumMap<>(Page.class);
    private final Map<String, Properties> texts = new HashMap<>();
    private final String policy;

    Pages(IdentitySettings settings) {
        for (var page : Page.values()) {
            templates.put(page, compiled(page));
        }
        LANGUAGES.forEach(language -> texts.put(language, texts(language)));
        this.policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'%s; base-uri 'none';"
                        .formatted(settings.external() ? " " + origin(settings.issuerName()) : "")
                + " frame-ancestors 'none'";
    }

    /** A form of the sign-out leads to the issuer. */
    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static Template compiled(Page page) {
        return Mustache.compiler()
                .defaultValue("")
                .emptyStringIsFalse(true)
                .withLoader(_ -> read(page.file + ".html"))
                .compile(text("page.html"));
    }

    private static Reader read(String file) {
        return new StringReader(text(file));
    }

    private static String text(String file) {
        try {
            return new ClassPathResource("pages/" + file).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties texts(String language) {
        try (var in = new InputStreamReader(
                new ClassPathResource("pages/texts_%s.properties".formatted(language)).getInputStream(), UTF_8)) {
            var texts = new Properties();
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Renders a page.
     *
     * @param title the key of the title in the texts
     * @param more further values of the page, which may contain a title of their own
     */
    ResponseEntity<String> show(
            Page page, String title, Notice notice, Map<String, Object> more, HttpServletRequest request) {
        var localized = texts.getOrDefault(language(request), new Properties());
        var values = new HashMap<String, @Nullable Object>();
        values.put("t", localized);
        values.put("title", localized.getProperty(title));
        values.putAll(more);
        values.put("csrf", request.getAttribute(CsrfToken.class.getName()));
        values.put("notice", message(notice, localized));
        return ResponseEntity.status(notice.status())
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .header("Content-Security-Policy", policy)
                .header("Vary", "Accept-Language")
                .body(Objects.requireNonNull(templates.get(page)).execute(values));
    }

    private static @Nullable Map<String, String> message(Notice notice, Properties localized) {
        if (notice.text().isEmpty()) {
            return null;
        }
        return Map.of(
                "text",
                localized.getProperty(notice.text()),
                "kind",
                notice.good() ? "good" : "bad",
                "role",
                notice.good() ? "status" : "alert");
    }

    private static String language(HttpServletRequest request) {
        var accepted = request.getHeader("Accept-Language");
        try {
            var best = accepted == null ? null : Locale.lookupTag(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return best == null ? LANGUAGES.getFirst() : best;
        } catch (IllegalArgumentException _) {
            return LANGUAGES.getFirst();
        }
    }
}
