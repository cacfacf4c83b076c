package io.crmesh.customer.imports.work;

import io.crmesh.customer.imports.batch.Counts;
import io.crmesh.customer.imports.batch.WorkKind;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A piece of work at an import, with its progress and the lease of the process that does it.
 *
 * @param line up to which all is done
 * @param tries since the work last made progress
 */
public record ImportTask(
        @BsonId String id,
        WorkKind kind,
        String command,
        String token,
        Instant until,
        long line,
        int tries,
        Counts counts) {}
