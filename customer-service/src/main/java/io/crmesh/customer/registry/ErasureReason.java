package io.crmesh.customer.registry;

/** Why somebody was erased. A code and no words: words could tell about the person again. */
public enum ErasureReason {
    REQUESTED_BY_PERSON,
    CONSENT_WITHDRAWN,
    NO_LONGER_NEEDED,
    UNLAWFUL,
    LEGAL_OBLIGATION
}
