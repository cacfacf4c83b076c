package io.crmesh.platform.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.command.SafePost;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.record.CsvExport;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Sample controller that accepts parcels and answers how it understood each request. */
@Needs("orders")
@RestController
@RequestMapping("/parcels")
class ParcelController implements Listed {

    enum Speed {
        SLOW,
        FAST
    }

    public record ParcelId(@JsonValue String value) {

        @JsonCreator
        public ParcelId {
            if (!value.matches("par_[a-z0-9]{4}")) {
                throw new Impossible("id", "is not the id of a parcel");
            }
        }
    }

    record Line(@NotBlank String sku, @NotNull @Min(1) Integer quantity) {}

    record SendParcel(
            @NotBlank String name,
            @NotEmpty List<@Valid @NotNull Line> lines,
            @Nullable Speed speed,
            @Nullable Boolean fragile,
            @Nullable BigDecimal value,
            @Nullable Instant due,
            @Nullable LocalDate day,
            @Nullable Double ratio,
            @Nullable ParcelId instead,
            @Nullable Map<String, String> labels) {}

    record CommandView(String id, String hash, @Nullable Long expected, String actor, String mode, String correlation) {
        static CommandView of(Command command) {
            return new CommandView(
                    command.id(),
                    command.hash(),
                    command.expected(),
                    command.actor().toString(),
                    command.mode().name(),
                    command.correlationId());
        }
    }

    @Override
    public Listing listing(String method) {
        return LISTING;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<CommandView> send(Command command, @Valid @RequestBody SendParcel parcel) {
        var saved = parcel.name().equals("again") ? Saved.repeated(command, 1) : Saved.written(command, 1);
        return Answers.created(URI.create("/parcels/par_0001"), saved, CommandView::of);
    }

    @PostMapping("/echo")
    @SafePost
    SendParcel echo(@RequestBody SendParcel parcel) {
        return parcel;
    }

    @PostMapping("/{id}/closing")
    ResponseEntity<CommandView> close(@PathVariable ParcelId id, @OnVersion Command command) {
        return Answers.ok(Saved.written(command, 8), CommandView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<CommandView> change(
            @PathVariable ParcelId id, Command command, @Valid @RequestBody SendParcel parcel) {
        return Answers.ok(Saved.written(command, 8), CommandView::of);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> drop(@PathVariable ParcelId id, Command command) {
        return Answers.done(Saved.written(command, 9));
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, String>> show(@PathVariable ParcelId id, AccessScope scope) {
        return Answers.ok(new Versioned<>(Map.of("id", id.value(), "scope", scope.toString()), 7), Function.identity());
    }

    /** An address class: callers with the permission see all of it. */
    record Label(
            String city,
            @Needs("contact:read") String street,
            @JsonUnwrapped Reachable reachable) {}

    record Reachable(
            @Needs("contact:read") List<String> emails,
            @Needs("contact:read") @Nullable String phone) {}

    private static final Label LABEL =
            new Label("Graz", "Main Street", new Reachable(List.of("ann@example.com"), "+431"));

    private static final Listing LISTING = Listing.signedBy(text -> text)
            .text("city", "city")
            .text("street", "street")
            .sortedBy("street", "street", BsonType.STRING)
            .needing("contact:read", "street");

    @GetMapping("/{id}/label")
    Label label(@PathVariable ParcelId id) {
        return LABEL;
    }

    @Needs("orders:export")
    @GetMapping("/export")
    ResponseEntity<StreamingResponseBody> export() {
        return CsvExport.answer(
                "labels.csv",
                List.of(new Column<>("city", Label::city), new Column<>("street", Label::street, "contact:read")),
                () -> Stream.of(LABEL));
    }

    @GetMapping
    ResponseEntity<Pages.Items<String>> all(ListRequest request) {
        var query = request.query(LISTING);
        return Pages.answer(request, new Page<>(List.of("limit " + query.limit()), "more", null), Function.identity());
    }

    @Needs("orders:export")
    @GetMapping("/limited")
    int limited(@RequestParam @Min(1) int limit) {
        return limit;
    }

    @PostMapping(path = "/upload", consumes = "text/csv")
    long upload(Command command, HttpServletRequest request) throws IOException {
        return request.getInputStream().readAllBytes().length;
    }
}
