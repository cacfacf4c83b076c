package io.crmesh.marketing.unsubscribe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.platform.keys.Keys;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Unsubscribe links: signed, so that a link cannot be made up for another customer. */
@Component
public class UnsubscribeLinks {

    private static final Pattern TOKEN = Pattern.compile("(dlv_[0-9a-z]{26})\\.([A-Za-z0-9_-]{43})");

    private final Keys keys;
    private final MailSettings settings;

    UnsubscribeLinks(Keys keys, MailSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    public String of(String delivery) {
        var base = settings.publicUrl().toString();
        return (base.endsWith("/") ? base : base + "/") + "u/" + delivery + "." + signature(delivery);
    }

    /** The id of the delivery that the link came with, if its signature is right. */
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
