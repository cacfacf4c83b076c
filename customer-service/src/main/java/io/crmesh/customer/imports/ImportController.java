package io.crmesh.customer.imports;

import io.crmesh.customer.imports.batch.ImportBatch;
import io.crmesh.customer.imports.batch.ImportRows;
import io.crmesh.customer.imports.batch.ImportRows.Phase;
import io.crmesh.customer.imports.batch.Imports;
import io.crmesh.customer.imports.batch.RowReport;
import io.crmesh.customer.imports.batch.WorkKind;
import io.crmesh.customer.imports.file.Encodings;
import io.crmesh.customer.imports.file.FileFormat;
import io.crmesh.customer.imports.file.ImportFiles;
import io.crmesh.customer.imports.mapping.DateOrder;
import io.crmesh.customer.imports.mapping.MappedColumn;
import io.crmesh.customer.imports.work.ImportTasks;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.Saved;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
import io.crmesh.platform.record.RecordReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
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

/** REST controller for imports of customer files. */
@Needs(value = "customers", everyRow = true)
@RestController
@RequestMapping("/api/customers/imports")
class ImportController implements Listed {

    /**
     * How the file is read; what is left out is found out from the file.
     *
     * @param separator comma, semicolon, tab or pipe
     * @param defaultRegion the country in whose format telephone numbers are written, where no address names one
     * @param zone of times that say none, UTC if left out
     */
    record ReadFile(
            @Nullable @Size(max = 20) String encoding,
            @Nullable @Size(max = 10) String separator,

            @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be a country's two letters")
            String defaultRegion,

            @Nullable DateOrder dateOrder,
            @Nullable @Size(max = 64) String zone) {

        ImportService.Reading reading() {
            if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
                throw new Impossible("zone", "must be a time zone such as Europe/Berlin");
            }
            return new ImportService.Reading(
                    encoding == null ? null : Encodings.named("encoding", encoding),
                    separator == null ? null : FileFormat.separator("separator", separator),
                    defaultRegion,
                    dateOrder,
                    zone);
        }
    }

    record MapColumns(@NotNull @Size(max = 500) List<@Valid @NotNull ColumnMapping> columns) {
        List<MappedColumn> mapping() {
            return columns.stream()
                    .map(column -> new MappedColumn(column.column(), column.field()))
                    .toList();
        }
    }

    record ColumnMapping(
            @NotBlank @Size(max = 120) String column,
            @NotBlank @Size(max = 64) String field) {}

    private final Imports imports;
    private final ImportService service;
    private final ImportTasks tasks;
    private final ImportRows rows;
    private final ImportProgress progress;
    private final Listing listing;

    ImportController(
            Imports imports,
            ImportService service,
            ImportTasks tasks,
            ImportRows rows,
            ImportProgress progress,
            RecordReads reads) {
        this.imports = imports;
        this.service = service;
        this.tasks = tasks;
        this.rows = rows;
        this.progress = progress;
        this.listing = reads.listing(Imports.LIST);
    }

    @Override
    public Listing listing(String method) {
        return method.equals("rows") ? rows.listing() : listing;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping(consumes = "text/csv")
    ResponseEntity<ImportView> upload(
            Command command,
            @RequestParam(defaultValue = "IMPORT") Mode mode,
            @RequestParam(required = false)
                    @Nullable
                    @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}", message = "must be 1 to 64 letters, digits or _.-")
                    String system,
            @RequestParam(required = false) @Nullable @Size(max = 20) String encoding,
            HttpServletRequest request)
            throws IOException {
        if (mode == Mode.LIVE) {
            throw new Unreadable("mode", "must be IMPORT or BACKFILL");
        }
        var upload =
                new ImportService.Upload(mode, system, encoding == null ? null : Encodings.named("encoding", encoding));
        try {
            var saved = service.upload(command, upload, request.getInputStream());
            return Answers.created(
                    URI.create("/api/customers/imports/" + saved.state().id()), saved, this::view);
        } catch (ImportFiles.TooLong _) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
    }

    /** Imports, newest first. */
    @GetMapping
    ResponseEntity<Pages.Items<ImportSummary>> list(ListRequest request, AccessScope scope) {
        return Pages.answer(
                request, imports.list(scope, request.query(listing)), read -> ImportSummary.of(read.state()));
    }

    @PutMapping("/{id}/mapping")
    ResponseEntity<ImportView> map(
            @PathVariable String id, Command command, AccessScope scope, @Valid @RequestBody MapColumns request) {
        return Answers.ok(service.map(id, command, request.mapping(), scope), this::view);
    }

    /** Has the file read in another way: its encoding, separator, region, order of dates or time zone. */
    @PutMapping("/{id}/settings")
    ResponseEntity<ImportView> configure(
            @PathVariable String id, Command command, AccessScope scope, @Valid @RequestBody ReadFile request) {
        return Answers.ok(service.configure(id, command, request.reading(), scope), this::view);
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/validate")
    ResponseEntity<ImportView> validate(@PathVariable String id, @OnVersion Command command, AccessScope scope) {
        return accepted(service.request(id, WorkKind.VALIDATION, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/start")
    ResponseEntity<ImportView> start(@PathVariable String id, @OnVersion Command command, AccessScope scope) {
        return accepted(service.request(id, WorkKind.RUN, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/cancel")
    ResponseEntity<ImportView> cancel(
            @PathVariable String id, @OnVersion(required = false) Command command, AccessScope scope) {
        return accepted(service.cancel(id, command, scope));
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping("/{id}/revert")
    ResponseEntity<ImportView> revert(@PathVariable String id, @OnVersion Command command, AccessScope scope) {
        return accepted(service.request(id, WorkKind.REVERSAL, command, scope));
    }

    @GetMapping("/{id}")
    ResponseEntity<ImportView> show(@PathVariable String id, AccessScope scope) {
        return Answers.ok(imports.get(id, scope), this::view);
    }

    @GetMapping("/{id}/rows")
    ResponseEntity<Pages.Items<RowReport>> rows(@PathVariable String id, ListRequest request, AccessScope scope) {
        var batch = imports.get(id, scope).state();
        if (rows.areGone(id)) {
            throw new Gone("import's list of rows");
        }
        var page = rows.page(id, phase(batch), request.query(rows.listing()));
        return Pages.answer(request, page, Function.identity());
    }

    @NotAudited
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String id, AccessScope scope) {
        var _ = imports.get(id, scope);
        return progress.follow(() -> view(imports.get(id, scope).state()));
    }

    /** What the last reports are of: the validation, until rows are imported. */
    private static Phase phase(ImportBatch batch) {
        return switch (batch.state()) {
            case UPLOADED, VALIDATED -> Phase.VALIDATED;
            case RUNNING, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, REVERTED, PARTIALLY_REVERTED -> Phase.IMPORTED;
        };
    }

    private ResponseEntity<ImportView> accepted(Saved<ImportBatch> saved) {
        var location = URI.create("/api/customers/imports/" + saved.state().id());
        return Answers.accepted(location, saved, this::view);
    }

    private ImportView view(ImportBatch batch) {
        return ImportView.of(batch, tasks.of(batch.id()).orElse(null));
    }
}
