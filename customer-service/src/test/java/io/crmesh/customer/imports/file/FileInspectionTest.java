package io.crmesh.customer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.Refusal.Impossible;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileInspectionTest {

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "windows-1252, windows-1252",
        "ISO-8859-1, windows-1252",
    })
    void encodingOfEuropeanTextIsDetected(String written, String detected) {
        var file = "Name;Straße\nJürgen Müller;Königstraße 5\n".getBytes(Charset.forName(written));

        assertThat(inspected(file).format().encoding()).isEqualTo(detected);
        assertThat(inspected(file).columns()).containsExactly("Name", "Straße");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UTF-8", "GBK, GB18030", "GB18030, GB18030"})
    void encodingOfChineseTextIsDetected(String written, String detected) {
        var file = "姓名,城市\n朱镕基,北京\n王丽,上海\n".getBytes(Charset.forName(written));

        assertThat(inspected(file).format().encoding()).isEqualTo(detected);
        assertThat(inspected(file).rows()).contains(List.of("王丽", "上海"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarkTellsTheEncodingAndIsNoText(String encoding) {
        var file = "\ufeffname,email\nAnn,ann@example.org\n".getBytes(Charset.forName(encoding));

        assertThat(inspected(file).format().encoding()).isEqualTo(encoding);
        assertThat(inspected(file).columns()).containsExactly("name", "email");
    }

    @Test
    void faultInLongUtf8DoesNotMakeItAnotherEncoding() {
        var file = ("name\n" + "Jürgen\n".repeat(100) + "?").getBytes(StandardCharsets.UTF_8);
        file[file.length - 1] = (byte) 0xfc;

        assertThat(inspected(file).format().encoding()).isEqualTo("UTF-8");
    }

    @Test
    void encodingThatIsSaidIsUsed() {
        var file = "name\nПётр\n".getBytes(Charset.forName("windows-1251"));

        var read = FileInspection.of(() -> new ByteArrayInputStream(file), "windows-1251", null);

        assertThat(read.rows()).containsExactly(List.of("Пётр"));
        assertThat(Encodings.named("encoding", "gbk")).isEqualTo("GB18030");
        assertThatThrownBy(() -> Encodings.named("encoding", "EBCDIC")).isInstanceOf(Impossible.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void separatorIsTheOneThatMakesColumns(String separator) {
        var file = "Name;Email;Notes\nAnn;a@example.org;\"1, 2\"\n".replace(";", separator);

        assertThat(inspected(file).format().separator()).isEqualTo(separator);
        assertThat(inspected(file).columns()).hasSize(3);
    }

    @Test
    void firstLineMayTellTheSeparator() {
        var told = inspected("sep=;\r\nShoe, size;Hat\r\n44;58\r\n");

        assertThat(told.format()).isEqualTo(new FileFormat("UTF-8", ";", 2));
        assertThat(told.columns()).containsExactly("Shoe, size", "Hat");
        assertThat(told.rows()).containsExactly(List.of("44", "58"));
    }

    @Test
    void linesBeforeTheHeaderAreNoRows() {
        var told = inspected("Report of today\nContacts, all\n\nFirst Name,Last Name,Shoe\nAnn,Lee,44\n");

        assertThat(told.format().headerLine()).isEqualTo(4);
        assertThat(told.rows()).containsExactly(List.of("Ann", "Lee", "44"));
    }

    @Test
    void unknownHeaderIsTheFirstLine() {
        assertThat(inspected("Shoe,Hat\nEmail,44\n").format().headerLine()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesWithinACellAreStoredAlike(String end) {
        var told = inspected("name,street\nAnn,\"1 High St%sYork\"\n".formatted(end));

        assertThat(told.rows()).containsExactly(List.of("Ann", "1 High St\nYork"));
    }

    private static FileInspection inspected(String file) {
        return inspected(file.getBytes(StandardCharsets.UTF_8));
    }

    private static FileInspection inspected(byte[] file) {
        return FileInspection.of(() -> new ByteArrayInputStream(file), null, null);
    }
}
