package io.crmesh.customer.imports.batch;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.imports.batch.ImportBatch.State;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.list.RecordList;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.springframework.stereotype.Repository;

/** Repository of imports. */
@Repository
public class Imports extends Aggregates<ImportBatch, ImportEvent> {

    /** The list of imports, one line per field. */
    public static final RecordList<ImportBatch> LIST = RecordList.of(
            "imports",
            "-uploadedAt",
            text("id", ImportBatch::id),
            code("state", State.class, ImportBatch::state).filters(),
            code("mode", Mode.class, (ImportBatch batch) -> batch.origin().mode())
                    .at("state.origin.mode")
                    .filters(),
            text("system", (ImportBatch batch) -> batch.origin().system())
                    .at("state.origin.system")
                    .filtersCoarsely(),
            time("uploadedAt", (ImportBatch batch) -> batch.origin().uploadedAt())
                    .at("state.origin.uploadedAt")
                    .filters()
                    .sorts());

    static final AggregateType<ImportBatch, ImportEvent> TYPE = AggregateType.<ImportBatch, ImportEvent>of(
                    "import", "imports", "imp_", ImportBatch.class, ImportBatch::fold)
            .foundBy(batch -> Map.of("asked", batch.asked() != null))
            .listedBy(LIST)
            .indexed("find.asked");

    private static final int AT_ONCE = 100;

    private final MongoCollection<BsonDocument> collection;

    Imports(Stores stores, MongoDatabase database) {
        super(stores, TYPE);
        this.collection = database.getCollection("imports", BsonDocument.class);
    }

    /** Some imports that wait for work; the others follow when these are done. */
    public List<ImportBatch> waiting() {
        var ids = collection
                .find(eq("find.asked", true))
                .projection(include("_id"))
                .limit(AT_ONCE)
                .map(row -> row.getString("_id").getValue())
                .into(new ArrayList<>());
        return ids.isEmpty()
                ? List.of()
                : findAll(ids, new AccessScope.All()).stream()
                        .map(Versioned::state)
                        .toList();
    }
}
