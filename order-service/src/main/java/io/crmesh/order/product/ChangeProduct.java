package io.crmesh.order.product;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.json.CleanText;
import io.crmesh.platform.json.VisibleText;
import io.crmesh.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Request: a merge patch of a product. Absent fields stay, and only the category can be cleared, by a null. */
record ChangeProduct(
        @Nullable @PlainText @VisibleText @Size(min = 1, max = 200)
        String name,

        @Nullable Kind kind,

        @Schema(type = "string", nullable = true, maxLength = 100) @Nullable
        JsonNode category,

        @Nullable Unit unit,
        @Nullable Boolean active) {

    private static final int MAX_LENGTH = 100;

    Product.Description appliedTo(Product.Description now) {
        return new Product.Description(
                name == null ? now.name() : name,
                kind == null ? now.kind() : kind,
                category == null ? now.category() : category(category),
                unit == null ? now.unit() : unit,
                active == null ? now.active() : active);
    }

    private static @Nullable String category(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new Unreadable("category", "must be a text or null");
        }
        var text = CleanText.of(value.asString())
                .orElseThrow(() -> new Unreadable("category", "has characters that are not allowed"));
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new Impossible("category", "must be a text of 1 to " + MAX_LENGTH + " characters");
        }
        if (!PlainText.Check.isPlain(text)) {
            throw new Impossible("category", "must be one line without invisible characters");
        }
        return text;
    }
}
