package io.crmesh.order.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.web.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response: the result of each order of an import. */
record ImportResult(int created, int duplicate, int invalid, List<Row> rows) {

    enum Status {
        CREATED,
        /** The same order exists already; nothing changed. */
        DUPLICATE,
        INVALID
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Row(@JsonInclude int index, @Nullable String id, Status status, List<FieldError> errors) {

        static Row of(int index, String id, Status status) {
            return new Row(index, id, status, List.of());
        }

        static Row invalid(int index, List<FieldError> errors) {
            return new Row(index, null, Status.INVALID, errors);
        }
    }

    static ImportResult of(List<Row> rows) {
        return new ImportResult(
                count(rows, Status.CREATED), count(rows, Status.DUPLICATE), count(rows, Status.INVALID), rows);
    }

    private static int count(List<Row> rows, Status status) {
        return (int) rows.stream().filter(row -> row.status() == status).count();
    }
}
