package io.crmesh.platform.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.list.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportTest {

    private static final List<Column<String>> COLUMNS = List.of(
            new Column<>("name", row -> row),
            new Column<>("owes", _ -> new BigDecimal("-1.50")),
            new Column<>("note", _ -> null));

    @Test
    void rowsStandBelowTheirColumns() throws IOException {
        assertThat(written("ann", "say \"hi\", bob\nor not", "张三"))
                .isEqualTo(
                        "\ufeffname,owes,note\r\nann,-1.50,\r\n\"say \"\"hi\"\", bob\nor not\",-1.50,\r\n张三,-1.50,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-A1", "@SUM(A1)", "\tx", "\rx", "Ann;=1+1", "'=1+1"})
    void noTextIsAFormula(String text) throws IOException {
        var cell = SpreadsheetText.written(text);

        assertThat(written(text)).contains(cell).doesNotContain("\n" + text, "\n\"" + text);
        assertThat(cell).isNotEqualTo(text).doesNotContainPattern("(^|;)[=+@\t\r-]");
        assertThat(SpreadsheetText.read(cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-1.50", "+49 171 2345678", "+49 171 2345678 ::: +1 650 253 0000", "O'Brien", "a-b", "1+1"
            })
    void harmlessTextStaysAsItIs(String text) throws IOException {
        assertThat(written(text)).contains("\n" + text + ",");
        assertThat(SpreadsheetText.read(text)).isEqualTo(text);
    }

    @Test
    void textWithSemicolonIsQuoted() throws IOException {
        assertThat(written("Ann;=cmd|' /C calc'!A0")).contains("\n\"Ann;'=cmd|' /C calc'!A0\",");
    }

    @Test
    void aFileIsAnAttachment() {
        var answer = CsvExport.answer("orders.csv", COLUMNS, Stream::of);

        assertThat(answer.getHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
        assertThat(answer.getHeaders().getContentDisposition().getFilename()).isEqualTo("orders.csv");
    }

    private static String written(String... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        CsvExport.write(out, COLUMNS, () -> Stream.of(rows));
        return out.toString(UTF_8);
    }
}
