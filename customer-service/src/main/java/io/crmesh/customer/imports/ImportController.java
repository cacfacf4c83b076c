package io.crmesh.customer.imports;

import io.crmesh.customer.imports.ImportBatch.Mapped;
import io.crmesh.customer.imports.ImportRows.Fate;
import io.crmesh.customer.imports.ImportRows.Part;
import io.crmesh.customer.imports.ImportWork.Kind;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.Impersonal;
import io.crmesh.platform.web.OnVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The door for customers that come by the file. */
@Needs(value = "customers", everyRow = true)
@RestController
@RequestMapping("/api/customers/imports")
class ImportController {

    record MapColumns(@NotNull @Size(max = 200) List<@Valid @NotNull ColumnMapping> columns) {
        List<Mapped> mapping() {
            return columns.stream()
                    .map(column -> new Mapped(column.column(), column.field()))
                    .toList();
        }
    }

    record ColumnMapping(
            @NotBlank @Size(max = 100) String column,
            @NotBlank @Size(max = 64) String field) {}

    private final Imports imports;
    private final ImportDesk desk;
    private final ImportWork work;
    private final ImportRows rows;
    private final ImportProgress progress;

    ImportController(Imports imports, ImportDesk desk, ImportWork work, ImportRows rows, ImportProgress progress) {
        this.imports = imports;
        this.desk = desk;
        this.work = work;
        this.rows = rows;
        this.progress = progress;
    }

    @PostMapping(consumes = "text/csv")
    ResponseEntity<ImportView> upload(
            Command command,
            @RequestParam(defaultValue = "IMPORT") Mode mode,
            @RequestParam(required = false)
                    @Nullable
                    @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}", message = "must be 1 to 64 letters, digits or _.-")
                    String system,
            HttpServletRequest request)
            throws IOException {
        if (mode == Mode.LIVE) {
            throw new Unreadable("mode", "must be IMPORT or BACKFILL");
        }
        try {
            var saved = desk.upload(command, mode, system, request.getInputStream());
            return Answers.created(
                    URI.create("/api/customers/imports/" + saved.state().id()), saved, this::view);
        } catch (ImportFiles.TooLong _) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
    }

    @PutMapping("/{id}/mapping")
    ResponseEntity<ImportView> map(@PathVariable String id, Command command, @Valid @RequestBody MapColumns request) {
        return Answers.ok(desk.map(id, command, request.mapping()), this::view);
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/validation")
    ResponseEntity<ImportView> validate(@PathVariable String id, @OnVersion Command command, Scope scope) {
        return accepted(desk.ask(id, Kind.VALIDATION, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/start")
    ResponseEntity<ImportView> start(@PathVariable String id, @OnVersion Command command, Scope scope) {
        return accepted(desk.ask(id, Kind.RUN, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/cancellation")
    ResponseEntity<ImportView> cancel(
            @PathVariable String id, @OnVersion(required = false) Command command, Scope scope) {
        return accepted(desk.cancel(id, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/reversal")
    ResponseEntity<ImportView> revert(@PathVariable String id, @OnVersion Command command, Scope scope) {
        return accepted(desk.ask(id, Kind.REVERSAL, command, scope));
    }

    @GetMapping("/{id}")
    ResponseEntity<ImportView> show(@PathVariable String id, Scope scope) {
        return Answers.ok(imports.get(id, scope), this::view);
    }

    @GetMapping("/{id}/rows")
    ResponseEntity<Pages.Items<Fate>> rows(@PathVariable String id, ListRequest request, Scope scope) {
        var batch = imports.get(id, scope).state();
        if (rows.areGone(id)) {
            throw new Gone("import's list of rows");
        }
        var page = rows.page(id, part(batch), request.query(rows.listing()));
        return Pages.answer(request, page, Function.identity());
    }

    @Impersonal
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id, Scope scope) {
        var _ = imports.get(id, scope);
        return progress.follow(() -> view(imports.get(id, scope).state()));
    }

    /** The last thing that was made of the rows: a judgement, until they are taken in. */
    private static Part part(ImportBatch batch) {
        return switch (batch.state()) {
            case UPLOADED, VALIDATED -> Part.JUDGED;
            case RUNNING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, REVERTED, PARTIALLY_REVERTED -> Part.TAKEN;
        };
    }

    private ResponseEntity<ImportView> accepted(Saved<ImportBatch> saved) {
        var place = URI.create("/api/customers/imports/" + saved.state().id());
        return Answers.accepted(place, saved, this::view);
    }

    private ImportView view(ImportBatch batch) {
        return ImportView.of(batch, work.of(batch.id()).orElse(null));
    }
}
