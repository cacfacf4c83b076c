package io.crmesh.platform.testing;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.crmesh.contracts.PermissionTable;
import io.crmesh.platform.event.Event;
import io.crmesh.platform.event.Personal;
import io.crmesh.platform.list.ListRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Contract test of field permissions: a personal field in an answer, an export column or a list parameter must need a
 * permission or be a listed exception with a reason. The fields that need one must be exactly those of the permission
 * table.
 */
public final class FieldMarks {

    private static final Pattern TELLING = Pattern.compile(
            ".*(mail|phone|address|birth|recipient|content|note|evidence|subject|description|street|postal).*",
            Pattern.CASE_INSENSITIVE);

    /** Between our services, an event's subject is the id of a record. */
    private static final Set<String> OF_EVENTS = Set.of("EventReference.subject", "RecordedEvent.subject");

    private static final Set<String> ASKED = Set.of(
            "email",
            "phone",
            "address",
            "birthDate",
            "country",
            "city",
            "recipient",
            "content",
            "note",
            "evidence",
            "subject",
            "description");

    private final PermissionTable table = PermissionTable.load();
    private final String service;
    private final MockMvcTester http;
    private final RequestMappingHandlerMapping mapping;
    private final Set<String> personal;
    private final TreeSet<String> unmarked = new TreeSet<>();
    private final Set<String> asked = new TreeSet<>();

    /**
     * Checks one service.
     *
     * @param root its package
     */
    public FieldMarks(String service, String root, MockMvcTester http, RequestMappingHandlerMapping mapping) {
        this.service = service;
        this.http = http;
        this.mapping = mapping;
        this.personal = personalNames(root);
    }

    /**
     * Finds personal fields without a permission.
     *
     * @param exceptions the fields that need none, such as {@code NameView.nickname}, each with the reason
     */
    public void check(Map<String, String> exceptions) {
        var marked = new TreeMap<String, Set<String>>();
        for (var found : mapping.getHandlerMethods().entrySet()) {
            var handler = found.getValue();
            var methods = found.getKey().getMethodsCondition().getMethods().toString();
            for (var path : ours(handler) ? found.getKey().getPatternValues() : Set.<String>of()) {
                var fields = new ShownFields(this::isTelling, unmarked).of(handler);
                if (methods.equals("[GET]") && !fields.isEmpty()) {
                    marked.put(FieldWalk.shape(path), fields);
                }
                if (methods.equals("[GET]") && takesList(handler) && !path.contains("{")) {
                    look(path);
                }
            }
        }

        var known = new TreeSet<>(exceptions.keySet());
        known.addAll(OF_EVENTS);
        assertThat(unmarked).isEqualTo(known);
        assertThat(marked).isEqualTo(written(marked.keySet()));
        assertThat(asked).as("parameters that need a permission").isEqualTo(parameters());
    }

    /** The fields of these paths in the table. */
    private Map<String, Set<String>> written(Set<String> paths) {
        var written = new TreeMap<String, Set<String>>();
        for (var field : table.fieldsOf(service)) {
            var path = FieldWalk.shape(field.path());
            if (paths.contains(path) && !field.field().startsWith("?")) {
                written.computeIfAbsent(path, _ -> new TreeSet<>()).add(field.field() + " " + field.permission());
            }
        }
        return written;
    }

    /** The list parameters in the table. */
    private Set<String> parameters() {
        return table.fieldsOf(service).stream()
                .filter(field -> field.field().startsWith("?"))
                .map(field -> field.path() + field.field() + " " + field.permission())
                .collect(toCollection(TreeSet::new));
    }

    private static boolean ours(HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith("io.crmesh.");
    }

    private static boolean takesList(HandlerMethod handler) {
        return Stream.of(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListRequest.class);
    }

    /** The columns and parameters of a list or export for a client without any field class. */
    private void look(String path) {
        var needs = table.endpointsOf(service).stream()
                .filter(each -> each.method().equals("GET") && each.path().equals(path))
                .findFirst()
                .orElseThrow()
                .needs();
        if (path.endsWith("/export")) {
            columns(get(path, needs)).filter(this::isTelling).forEach(column -> unmarked.add(path + " " + column));
        }
        for (var name : names()) {
            var _ = refused(path, "?sort=" + name, needs);
            var answer = refused(path, "?" + name + "=x", needs);
            var missing = answer.status() == 403 ? answer.body().get("detail").asString() : needs;
            if (!missing.endsWith(needs)) {
                asked.add(path + "?" + name + " " + missing.replaceAll(".* ", ""));
            }
        }
    }

    /** All list parameters that need a permission. */
    private Set<String> names() {
        var fields = table.fieldsOf(service).stream()
                .map(field -> field.field().replace("?", ""))
                .filter(name -> name.matches("[a-zA-Z]+"));
        return Stream.of(fields, personal.stream(), ASKED.stream())
                .flatMap(each -> each)
                .collect(toSet());
    }

    private Api.Answer refused(String path, String question, String needs) {
        var answer = get(path + question, needs);
        if (!Set.of(400, 403).contains(answer.status())) {
            unmarked.add(path + question);
        }
        return answer;
    }

    private static Stream<String> columns(Api.Answer file) {
        return Stream.of(file.text().lines().findFirst().orElse("").split(",", -1));
    }

    private Api.Answer get(String path, String scope) {
        var token =
                TestIssuer.claims("walker", "INTEGRATION").claim("scope", scope).build();
        var result = http.get()
                .uri(URI.create(path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestIssuer.signed(token))
                .exchange();
        return Api.answer(result);
    }

    private boolean isTelling(String name) {
        return TELLING.matcher(name).matches() || personal.contains(name.split("\\.", -1)[0]);
    }

    /** The names of personal fields in states. */
    private static Set<String> personalNames(String root) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(root).stream()
                        .filter(type -> type.isRecord() && !type.isAssignableTo(Event.class))
                        .flatMap(type -> Stream.of(type.reflect().getRecordComponents()))
                        .filter(component -> component.isAnnotationPresent(Personal.class))
                        .map(component -> component.getName())
                        .collect(toSet());
    }
}
