package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.consume.ParkedRow.State;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.list.Signer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is parked, for people who look after the system. Facts carry nothing personal, so nothing of that is here. */
@Needs("operations")
@RestController
@RequestMapping("/api/${crm.name}/parked")
class ParkedController {

    record ParkedView(
            String id,
            String group,
            @Nullable String stream,
            long sequence,
            @Nullable String type,
            State state,
            String error,
            int tries,
            Instant at,
            String topic,
            int partition,
            long offset) {
        static ParkedView of(ParkedRow row) {
            var from = row.delivery();
            return new ParkedView(
                    encode(row.id()),
                    row.group(),
                    row.stream(),
                    row.sequence(),
                    row.type(),
                    row.state(),
                    row.error(),
                    row.tries(),
                    row.at(),
                    from.topic(),
                    from.partition(),
                    from.offset());
        }
    }

    /** A row with what the record said, as far as that is text. */
    record ParkedRecord(
            ParkedView parked,
            Map<String, String> headers,
            @Nullable String value) {}

    record Discard(@NotBlank @Size(max = 500) String reason) {}

    private static final int LONGEST_SHOWN = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Settling settling;
    private final Listing listing;

    ParkedController(Settling settling, Signer signer) {
        this.settling = settling;
        this.listing = Listing.signedBy(signer)
                .oneOf("state", "state", State.class)
                .text("group", "group")
                .text("stream", "stream");
    }

    @GetMapping
    ResponseEntity<Pages.Items<ParkedView>> list(ListRequest request) {
        var found = settling.parking().list(settling.groups(), request.query(listing));
        return Pages.answer(request, found, ParkedView::of);
    }

    @GetMapping("/{id}")
    ParkedRecord get(@PathVariable String id) {
        var row = settling.get(decode(id));
        var headers = new TreeMap<String, String>();
        for (var header : row.delivery().headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return new ParkedRecord(
                ParkedView.of(row), headers, shown(row.delivery().value()));
    }

    @PostMapping("/{id}/replay")
    Draining.Result replay(@PathVariable String id, @Nullable Principal caller) {
        return settling.replay(decode(id), name(caller));
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String id, @Valid @RequestBody Discard discard, @Nullable Principal caller) {
        settling.discard(decode(id), discard.reason(), name(caller));
    }

    private static String name(@Nullable Principal caller) {
        return caller == null ? "anonymous" : caller.getName();
    }

    private static @Nullable String shown(byte @Nullable [] value) {
        if (value == null || value.length > LONGEST_SHOWN) {
            return null;
        }
        try {
            JSON.readTree(value);
            return new String(value, UTF_8);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
    }

    private static String decode(String id) {
        try {
            return new String(Base64.getUrlDecoder().decode(id), UTF_8);
        } catch (IllegalArgumentException _) {
            throw new NotFound("parked record");
        }
    }
}
