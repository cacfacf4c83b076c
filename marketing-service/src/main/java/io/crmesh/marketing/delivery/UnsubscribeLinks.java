package io.crmesh.marketing.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.platform.store.Keys;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The links by which customers ask not to be written to: signed, so that nobody can ask for another. */
@Component
class UnsubscribeLinks {

    private static final Pattern TOKEN = Pattern.compile("(dlv_[0-9a-z]{26})\\.([A-Za-z0-9_-]{43})");

    private final Keys keys;
    private final MailSettings settings;

    UnsubscribeLinks(Keys keys, MailSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    String of(String delivery) {
        var base = settings.publicUrl().toString();
        return (base.endsWith("/") ? base : base + "/") + "u/" + delivery + "." + signature(delivery);
    }

    /** The delivery whose link it is, if it is one of ours. */
    Optional<String> read(String token) {
        var parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var right = signature(parts.group(1)).getBytes(US_ASCII);
        return MessageDigest.isEqual(right, parts.group(2).getBytes(US_ASCII))
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    private String signature(String delivery) {
        return keys.signature("unsubscribe", delivery);
    }
}
