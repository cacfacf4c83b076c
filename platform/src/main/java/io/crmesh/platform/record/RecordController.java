package io.crmesh.platform.record;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.Saved;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.RecordList;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * REST controller of one kind of aggregate, as far as reading goes: the record now and as of an instant, its history, the
 * list and its export. A subclass adds the commands.
 *
 * @param <S> the state
 * @param <V> the record as its callers see it
 */
public abstract class RecordController<S extends Record, V> implements Listed {

    private final Aggregates<S, ?> records;
    private final RecordList<V> list;
    private final Function<? super S, ? extends V> view;
    private final RecordReads reads;
    private final Listing listing;

    protected RecordController(
            Aggregates<S, ?> records, RecordList<V> list, Function<? super S, ? extends V> view, RecordReads reads) {
        this.records = records;
        this.list = list;
        this.view = view;
        this.reads = reads;
        this.listing = reads.listing(list).withPast(records::isPersonal);
    }

    /** The name of the records in the plural. */
    public final String records() {
        return list.name();
    }

    /** The list and its export take the same parameters. */
    @Override
    public Listing listing(String method) {
        return listing;
    }

    /** The records that the caller may see, now or as of then, page by page. */
    @GetMapping
    public ResponseEntity<Pages.Items<V>> list(ListRequest request, Past then, AccessScope scope) {
        var page = records.list(scope, request.query(listing("list")), then);
        return Pages.answer(request, page, read -> view.apply(read.state()));
    }

    /** The same records as a CSV file, without paging. */
    @Needs(":export")
    @GetMapping(path = "/export", produces = "text/csv")
    public ResponseEntity<StreamingResponseBody> export(ListRequest request, Past then, AccessScope scope) {
        var query = request.query(listing("export"));
        return CsvExport.answer(
                list.name() + ".csv",
                list.columns(),
                () -> records.stream(scope, query, then).map(read -> view.apply(read.state())));
    }

    /** One record, now or as of then; who may see it is judged by its present owner. */
    @GetMapping("/{id}")
    public ResponseEntity<V> show(@PathVariable String id, Past then, AccessScope scope) {
        return Answers.ok(records.get(id, then, scope), view);
    }

    /** What happened to one record until then, newest first. */
    @GetMapping("/{id}/history")
    public HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Past then,
            AccessScope scope) {
        return reads.histories().of(records.history(id, below, limit, then, scope), view);
    }

    /** 201 with the address of the new record. */
    protected final ResponseEntity<V> created(Saved<S> saved) {
        var id = list.idOf(view.apply(saved.state()));
        return Answers.created(URI.create("/api/" + list.name() + "/" + id), saved, view);
    }

    /** 200 with the record as the command left it. */
    protected final ResponseEntity<V> changed(Saved<S> saved) {
        return Answers.ok(saved, view);
    }
}
