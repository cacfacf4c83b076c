package io.crmesh.local.mailbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Value object: the address of a sender or recipient. The name is the one that the sender wrote, and may be empty. */
public record Address(
        @JsonProperty("Name") String name,
        @JsonProperty("Address") String address) {

    static final Address NONE = new Address("", "");
}
