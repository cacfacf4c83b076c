package io.crmesh.local.command;

import io.crmesh.audit.Action;
import io.crmesh.audit.Chain;
import io.crmesh.audit.Chain.Break;
import io.crmesh.audit.Chain.Known;
import io.crmesh.audit.Entry;
import io.crmesh.audit.Head;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Link;
import io.crmesh.local.access.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Verifier of the audit trails of a running installation, from their first entries to their signed heads. */
final class AuditTrails {

    /** Result of a verification: the number of entries, and where the chain is broken if it is. */
    record Verdict(long entries, Optional<Break> broken) {}

    private static final int PAGE_SIZE = 1000;

    /** The entries of a head are written within moments after it; missing ones are read this often again. */
    private static final int MAX_RETRIES = 5;

    private final Operator operator;
    private final HeadKeys keys;
    private final Path checkpoints;
    private final Duration retryDelay;

    /**
     * @param checkpoints a folder that keeps how far each trail was valid
     * @param retryDelay before missing entries are read again
     */
    AuditTrails(Operator operator, HeadKeys keys, Path checkpoints, Duration retryDelay) {
        this.operator = operator;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.retryDelay = retryDelay;
    }

    Verdict verify(String trail) throws InterruptedException {
        var token = operator.signIn("audit:read");
        var hasBegun = !page(address(trail) + "/entries?after=0&limit=1", token).isEmpty();
        var head = operator.find(address(trail) + "/head", token).map(AuditTrails::head);
        var chain = new Chain(trail, keys, known(trail));
        // A head is written before its entries. This request is recorded, too, and its entry may be the first one.
        if (hasBegun || head.isPresent()) {
            read(trail, token, chain, head.map(Head::sequence).orElse(1L));
        }
        var broken = head.isPresent() ? chain.endsWith(head.get()) : chain.endsWithoutHead();
        if (broken.isEmpty() && head.isPresent()) {
            saveCheckpoint(trail, head.get());
        }
        return new Verdict(chain.length(), broken);
    }

    private void read(String trail, String token, Chain chain, long last) throws InterruptedException {
        var retries = 0;
        var after = 0L;
        while (after < last && retries < MAX_RETRIES) {
            var limit = Math.min(PAGE_SIZE, last - after);
            var page = page("%s/entries?after=%d&limit=%d".formatted(address(trail), after, limit), token);
            for (var link : page) {
                if (link.sequence() <= last) {
                    chain.add(link);
                }
                after = Math.max(after, link.sequence());
            }
            if (page.isEmpty()) {
                retries++;
                Thread.sleep(retryDelay);
            }
        }
    }

    private List<Link> page(String address, String token) throws InterruptedException {
        return operator.find(address, token).stream()
                .flatMap(body -> body.path("items").valueStream())
                .map(AuditTrails::link)
                .toList();
    }

    private static String address(String trail) {
        return "/api/audit/" + trail;
    }

    private static Head head(JsonNode json) {
        return new Head(
                json.path("sequence").asLong(),
                json.path("hash").asString(),
                Instant.parse(json.path("at").asString()),
                json.path("key").asString(),
                json.path("signature").asString());
    }

    private static Link link(JsonNode json) {
        var entry = new Entry(
                Instant.parse(json.path("at").asString()),
                json.path("actor").asString(),
                Action.named(json.path("action").asString()),
                text(json, "permission"),
                json.path("what").asString(),
                json.path("records").valueStream().map(JsonNode::asString).toList(),
                json.path("count").asLong(),
                json.path("outcome").asInt(),
                text(json, "trace"));
        return new Link(
                json.path("sequence").asLong(),
                entry,
                json.path("previous").asString(),
                json.path("hash").asString());
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.has(field) ? json.path(field).asString() : null;
    }

    private Known known(String trail) {
        var file = checkpoints.resolve(trail);
        try {
            if (Files.notExists(file)) {
                return Known.NOTHING;
            }
            var columns = Files.readString(file).strip().split(" ", -1);
            return new Known(Long.parseLong(columns[0]), columns[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            throw new Operator.RequestFailed("%s does not say how far the trail was whole.".formatted(file));
        }
    }

    private void saveCheckpoint(String trail, Head head) {
        try {
            Files.createDirectories(checkpoints);
            Files.writeString(checkpoints.resolve(trail), head.sequence() + " " + head.hash() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
