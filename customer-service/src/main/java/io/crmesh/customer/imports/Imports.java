package io.crmesh.customer.imports;

import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.Aggregates;
import io.crmesh.platform.store.Stores;
import org.springframework.stereotype.Repository;

/** The imports there were. */
@Repository
class Imports extends Aggregates<ImportBatch, ImportEvent> {

    static final AggregateType<ImportBatch, ImportEvent> TYPE = AggregateType.<ImportBatch, ImportEvent>of(
                    "import", "imports", "imp_", ImportBatch.class, ImportBatch::fold)
            .indexed("state.uploadedAt");

    Imports(Stores stores) {
        super(stores, TYPE);
    }
}
