package io.crmesh.local.mail;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who a mail is from or to. The name is what the sender wrote and may be empty. */
public record Address(
        @JsonProperty("Name") String name,
        @JsonProperty("Address") String address) {

    static final Address NOBODY = new Address("", "");
}
