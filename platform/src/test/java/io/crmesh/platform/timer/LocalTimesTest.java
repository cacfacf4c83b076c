package io.crmesh.platform.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T09:00:00, Europe/Berlin,       2026-05-01T07:00:00Z",
        "2026-03-29T01:59:59, Europe/Berlin,       2026-03-29T00:59:59Z",
        "2026-03-29T02:00:00, Europe/Berlin,       2026-03-29T01:00:00Z",
        "2026-03-29T02:30:00, Europe/Berlin,       2026-03-29T01:00:00Z",
        "2026-03-29T03:00:00, Europe/Berlin,       2026-03-29T01:00:00Z",
        "2026-10-25T02:30:00, Europe/Berlin,       2026-10-25T00:30:00Z",
        "2026-10-25T03:00:00, Europe/Berlin,       2026-10-25T02:00:00Z",
        "2026-03-08T02:30:00, America/New_York,    2026-03-08T07:00:00Z",
        "2026-11-01T01:30:00, America/New_York,    2026-11-01T05:30:00Z",
        "2026-10-04T02:15:00, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "2011-12-30T12:00:00, Pacific/Apia,        2011-12-30T10:00:00Z",
        "2026-05-01T09:00:00, Asia/Shanghai,       2026-05-01T01:00:00Z",
    })
    void skippedTimeIsFirstAfterGapAndDoubledTimeIsTheEarlier(LocalDateTime local, String zone, Instant instant) {
        assertThat(LocalTimes.instant(local, ZoneId.of(zone))).isEqualTo(instant);
    }
}
