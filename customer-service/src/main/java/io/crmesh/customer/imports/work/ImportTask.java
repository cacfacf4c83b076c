package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.WorkKind;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work at an import, with its progress and the lease of the process that does it.
 *
 * @param line up to which all is done
 * @param organizations whether a reversal has come to the organizations, which follow all people
 * @param tries since the work last made progress
 */
public record ImportTask(
        @BsonId String id,
        WorkKind kind,
        String command,
        String token,
        Instant until,
        long line,
        @Nullable Boolean organizations,
        int tries,
        Counts counts) {

    boolean isAtOrganizations() {
        return organizations != null && organizations;
    }
}
