package io.crmesh.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.OpenApiFile;
import java.io.UnsupportedEncodingException;
import org.junit.jupiter.api.Test;

class InterfaceTest extends OrderServiceTest {

    @Test
    void theInterfaceIsAsItsDocumentSays() throws UnsupportedEncodingException {
        var described = http.get().uri("/v3/api-docs").exchange();

        assertThat(described).hasStatusOk();
        OpenApiFile.check("order-service", described.getResponse().getContentAsString());
    }
}
