package io.crmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({"400, unreadable", "404, not-found", "429, rate-limited", "418, refused", "503, busy", "507, fault"})
    void statusWithoutReasonHasItsOwnSlug(int status, String slug) {
        var problem = Problem.of(HttpStatusCode.valueOf(status));

        assertThat(problem.type()).isEqualTo("urn:crm:problem:" + slug);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.errors()).isEmpty();
    }

    @Test
    void statusUnknownToSpringIsKept() {
        var problem = Problem.of(HttpStatusCode.valueOf(499));

        assertThat(problem.title()).isEqualTo("Problem");
        assertThat(problem.status()).isEqualTo(499);
    }

    @Test
    void traceIsAddedToTheSameProblem() {
        var errors = List.of(new FieldError("name", "must not be empty"));
        var problem = Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "impossible", "No name", errors);

        assertThat(problem.traced("4bf9"))
                .isEqualTo(new Problem(problem.type(), "Unprocessable Content", 422, "No name", errors, "4bf9"));
    }
}
