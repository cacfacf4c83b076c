package io.crmesh.platform.web;

import com.mongodb.MongoTimeoutException;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Refusal.StaleVersion;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.record.CsvExport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A controller that fails in every way a service can. */
@Needs("orders")
@RestController
class FaultyController {

    final CountDownLatch open = new CountDownLatch(1);

    @GetMapping("/faults/{which}")
    String fail(@PathVariable String which) {
        throw switch (which) {
            case "missing" -> new NotFound("parcel");
            case "gone" -> new Gone("parcel");
            case "rule" -> new RuleBroken("parcel-stage", "A parcel that is sent cannot be opened");
            case "stale" -> new StaleVersion(1, 2);
            case "busy" -> new Busy("Too much to do", Duration.ofSeconds(7));
            case "database" -> new MongoTimeoutException("secret-host:27017 is away");
            case "broker" -> new TimeoutException("secret-topic");
            default -> new IllegalStateException("secret");
        };
    }

    /** An export whose database goes away after so many rows. */
    @Needs("orders:export")
    @GetMapping(path = "/faults/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(@RequestParam int rows) {
        var columns = List.of(new Column<Integer>("row", "row number %d"::formatted));
        return CsvExport.answer(
                "rows.csv",
                columns,
                () -> IntStream.rangeClosed(0, rows).boxed().peek(row -> {
                    if (row == rows) {
                        throw new MongoTimeoutException("secret-host:27017 is away");
                    }
                }));
    }

    @GetMapping("/waiting")
    String waiting() throws InterruptedException {
        open.await();
        return "done";
    }
}
