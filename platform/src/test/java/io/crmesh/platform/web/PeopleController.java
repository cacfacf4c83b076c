package io.crmesh.platform.web;

import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Page;
import io.crmesh.platform.record.CsvExport;
import io.crmesh.platform.record.Pages;
import io.crmesh.platform.security.LookUp;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Sample controller of personal data, whose answers must be recorded. */
@Needs("customers")
@RestController
@RequestMapping("/people")
class PeopleController {

    static final String ANN = "cus_0123456789abcdefghjkmnpqrs";
    static final String BOB = "cus_1123456789abcdefghjkmnpqrs";

    record PersonId(String value) {}

    record PersonView(@RecordId PersonId id, String name) {}

    private static final List<PersonView> PEOPLE =
            List.of(new PersonView(new PersonId(ANN), "Ann Secretname"), new PersonView(new PersonId(BOB), "Bob"));

    @GetMapping("/{id}")
    ResponseEntity<PersonView> show(@PathVariable String id) {
        return PEOPLE.stream()
                .filter(person -> person.id().value().equals(id))
                .findFirst()
                .map(person -> Answers.ok(new Versioned<>(person, 1), Function.identity()))
                .orElseThrow(() -> new NotFound("person"));
    }

    @LookUp(by = "phone")
    @GetMapping
    ResponseEntity<Pages.Items<PersonView>> list(ListRequest request) {
        return Pages.answer(request, new Page<>(PEOPLE, null, null), Function.identity());
    }

    @GetMapping("/{id}/reasons")
    Map<String, String> reasons(@PathVariable String id) {
        return Map.of("because", "Secretreason");
    }

    @NotAudited
    @GetMapping("/kinds")
    List<String> kinds() {
        return List.of("PERSON");
    }

    @NotAudited
    @PutMapping("/kinds")
    ResponseEntity<List<String>> sort(@OnVersion(required = false) Command command) {
        return Answers.ok(Saved.unchanged(List.of("PERSON"), 1), Function.identity());
    }

    @Needs("customers:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export() {
        var columns = List.of(new Column<PersonView>("name", PersonView::name));
        return CsvExport.answer("people.csv", columns, () -> Stream.concat(PEOPLE.stream(), PEOPLE.stream()));
    }

    @PostMapping
    ResponseEntity<PersonView> register(Command command) {
        return Answers.ok(Saved.written(PEOPLE.getFirst(), 1), Function.identity());
    }

    /** A command that changes nothing. */
    @PutMapping("/{id}/name")
    ResponseEntity<PersonView> rename(@PathVariable String id, @OnVersion(required = false) Command command) {
        return Answers.ok(Saved.unchanged(PEOPLE.getFirst(), 1), Function.identity());
    }

    /** A historical read. */
    @PostMapping("/{id}/greeting")
    ResponseEntity<PersonView> greet(@PathVariable String id, @OnVersion(required = false) Command command) {
        return Answers.ok(Saved.repeated(PEOPLE.getFirst(), 1), Function.identity());
    }

    @Needs("customers:merge")
    @PostMapping("/{id}/merge")
    ResponseEntity<Void> merge(@PathVariable String id, @OnVersion(required = false) Command command) {
        return Answers.done(Saved.written(id, 2));
    }

    @Needs("operations:read")
    @GetMapping("/dead-letters")
    List<String> deadLetters() {
        return List.of();
    }
}
