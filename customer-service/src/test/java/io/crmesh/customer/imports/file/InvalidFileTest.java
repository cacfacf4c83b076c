package io.crmesh.customer.imports.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Invalid files: each error is reported with its line and column, and none is answered with a server error. */
@ServiceTest
class InvalidFileTest {

    private final String tag = Api.key().substring(0, 8);
    private ImportClient client;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        client = new ImportClient(service);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("", "1 to 500 column names"),
                Arguments.of("\n\n", "1 to 500 column names"),
                Arguments.of("name,\"email\nAnn,a@example.com\n", "1 to 500 column names"),
                Arguments.of("name,e\u0000mail\n", "column 2"),
                Arguments.of("x,".repeat(500) + "y\n", "1 to 500 column names"),
                Arguments.of("n".repeat(1_100_000) + "\n", "1 to 500 column names"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void fileWithoutReadableHeaderIsRefused(String file, String why, @Autowired MongoDatabase database) {
        var before = database.getCollection("import-files").countDocuments();

        var answer = client.upload(file.getBytes(UTF_8)).expect(422);

        assertThat(answer.field()).isEqualTo("file");
        assertThat(answer.body().at("/errors/0/message").asString())
                .startsWith("line 1: ")
                .contains(why);
        assertThat(database.getCollection("import-files").countDocuments()).isEqualTo(before);
    }

    @Test
    void headerThatIsNotReadableInTheChosenEncodingIsRefused() {
        var latin = "name,stra\u00dfe\n".getBytes(ISO_8859_1);

        var answer = client.upload(latin, "?encoding=utf-8").expect(422);

        assertThat(answer.body().at("/errors/0/message").asString())
                .contains("column 2")
                .contains("UTF-8")
                .contains("encoding");
    }

    @Test
    void blankRepeatedAndLongColumnNamesBecomeUnique() {
        var answer = client.upload(
                "name,,Notes,Notes,,%s%n".formatted("x".repeat(150)).getBytes(UTF_8));

        assertThat(answer.expect(201).body().get("columns").valueStream().map(JsonNode::asString))
                .containsExactly("name", "column 2", "Notes", "Notes (2)", "column 5", "x".repeat(100));
    }

    @Test
    void fileThatIsTooLongIsRefusedAndNotStored(@Autowired MongoDatabase database) {
        var before = database.getCollection("import-files").countDocuments();
        var file = new byte[4 * 1024 * 1024 + 1];
        Arrays.fill(file, (byte) 'x');

        var answer = client.upload(file);

        assertThat(answer.expect(413).slug()).isEqualTo("too-large");
        assertThat(database.getCollection("import-files").countDocuments()).isEqualTo(before);
    }

    @Test
    void fileWithHeaderOnlyIsImportedWithoutRows() {
        var id = client.validated("name,email\n");

        var ended = client.after(id, "start", "COMPLETED");

        assertThat(ended.at("/counts/rows").asInt()).isZero();
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstColumn() {
        for (var file : new byte[][] {
            "\ufeffname,email\nAnn,%s@example.com\n".formatted(tag).getBytes(UTF_8),
            "\ufeffname,email\nAnn,%s@example.com\n".formatted(tag).getBytes(UTF_16LE),
            "\ufeffname,email\nAnn,%s@example.com\n".formatted(tag).getBytes(UTF_16BE)
        }) {
            var answer = client.upload(file).expect(201);

            assertThat(answer.body().at("/columns/0").asString()).isEqualTo("name");
        }
    }

    @Test
    void eachInvalidRowIsReportedWithLineAndField() {
        var file = """
                id,name,email,tags,note
                1-TAG,Ann,a-TAG@example.com,TAG,
                2-TAG,Bob
                3-TAG,Cleo,c-TAG@example.com,TAG,,,,more
                4-TAG,Do\0ra,,TAG,
                5-TAG,"Emil
                Moritz",e-TAG@example.com,TAG,
                6-TAG,%s,,TAG,
                7-TAG,Frida,no-address,TAG,%s
                8-TAG,Gerd,g-TAG@example.com,TAG,%s
                9-TAG,Hanna,h-TAG@example.com,TAG,,,
                ,,,,
                10-TAG,"Hugo,,TAG,
                """.formatted("x".repeat(1_000_000), "y".repeat(1_000_000), "z".repeat(1_000_000));
        var utf8 = file.replace("TAG", tag);
        var id = client.validated(utf8);

        var ended = client.after(id, "start", "COMPLETED_WITH_ERRORS");

        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(10);
        assertThat(invalid(id))
                .extracting(
                        row -> row.get("line").asInt(),
                        row -> row.path("field").asString(""),
                        row -> row.get("reason").asString().split("[:,]", 2)[0])
                .containsExactly(
                        tuple(3, "", "The row has 2 columns"),
                        tuple(4, "", "The row has 8 columns"),
                        tuple(5, "name.legal", "has characters that cannot be stored"),
                        tuple(8, "name.legal", "has characters that cannot be stored"),
                        tuple(13, "", "From here on the file cannot be read as CSV"));
        assertThat(client.countCustomers(tag)).isEqualTo(5);
        assertThat(warned(id))
                .extracting(
                        row -> row.get("line").asInt(),
                        row -> row.at("/warnings/0/field").asString(),
                        row -> row.at("/warnings/0/message").asString())
                .containsExactly(tuple(9, "email", "must be an e-mail address such as ann@example.com"));
    }

    @Test
    void rowThatIsNotReadableInTheChosenEncodingIsInvalid() {
        var rows = "id,name,tags\n1-%s,J\u00fcrgen,%s\n2-%s,Ann,%s\n".formatted(tag, tag, tag, tag);
        var id = client.upload(rows.getBytes(ISO_8859_1), "?encoding=UTF-8")
                .expect(201)
                .id();
        client.after(id, "validate", "VALIDATED");

        client.after(id, "start", "COMPLETED_WITH_ERRORS");

        assertThat(invalid(id))
                .extracting(
                        row -> row.get("line").asInt(), row -> row.get("field").asString())
                .containsExactly(tuple(2, "name.legal"));
        assertThat(client.countCustomers(tag)).isEqualTo(1);
    }

    private Stream<JsonNode> warned(String id) {
        return rows(id, "warned=true");
    }

    private Stream<JsonNode> invalid(String id) {
        return rows(id, "result=INVALID");
    }

    private Stream<JsonNode> rows(String id, String filter) {
        return client.api()
                .get(ImportClient.PATH + "/" + id + "/rows?" + filter)
                .expect(200)
                .body()
                .get("items")
                .valueStream();
    }
}
