package io.crmesh.platform.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Signer;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
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

/**
 * REST controller for dead letters: operators list, replay and discard them. Events carry no personal data, so none is
 * shown here.
 */
@Needs("operations")
@RestController
@RequestMapping("/api/${crm.name}/dead-letters")
class DeadLetterController implements Listed {

    record DeadLetterView(
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
        static DeadLetterView of(DeadLetter letter) {
            var from = letter.delivery();
            return new DeadLetterView(
                    encode(letter.id()),
                    letter.group(),
                    letter.stream(),
                    letter.sequence(),
                    letter.type(),
                    letter.state(),
                    letter.error(),
                    letter.tries(),
                    letter.at(),
                    from.topic(),
                    from.partition(),
                    from.offset());
        }
    }

    /** A dead letter with its record's headers, and with its value if that is JSON. */
    record DeadLetterDetails(
            DeadLetterView deadLetter,
            Map<String, String> headers,
            @Nullable String value) {}

    record Discard(@NotBlank @Size(max = 500) String reason) {}

    private static final int LONGEST_SHOWN_BYTES = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DeadLetterService service;
    private final Listing listing;

    DeadLetterController(DeadLetterService service, Signer signer) {
        this.service = service;
        this.listing = Listing.signedBy(signer)
                .oneOf("state", "state", State.class)
                .text("group", "group")
                .text("stream", "stream");
    }

    @Override
    public Listing listing(String method) {
        return listing;
    }

    @GetMapping
    ResponseEntity<Pages.Items<DeadLetterView>> list(ListRequest request) {
        var found = service.queue().list(service.groups(), request.query(listing));
        return Pages.answer(request, found, DeadLetterView::of);
    }

    @GetMapping("/{id}")
    DeadLetterDetails get(@PathVariable String id) {
        var letter = service.get(decode(id));
        var headers = new TreeMap<String, String>();
        for (var header : letter.delivery().headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return new DeadLetterDetails(
                DeadLetterView.of(letter), headers, shown(letter.delivery().value()));
    }

    @PostMapping("/{id}/replay")
    DeadLetterReplay.Result replay(@PathVariable String id, @Nullable Principal caller) {
        return service.replay(decode(id), name(caller));
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String id, @Valid @RequestBody Discard discard, @Nullable Principal caller) {
        service.discard(decode(id), discard.reason(), name(caller));
    }

    private static String name(@Nullable Principal caller) {
        return caller == null ? "anonymous" : caller.getName();
    }

    private static @Nullable String shown(byte @Nullable [] value) {
        if (value == null || value.length > LONGEST_SHOWN_BYTES) {
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
            throw new NotFound("dead letter");
        }
    }
}
