package io.crmesh.customer.erasure;

/** Why a customer was erased. A code and no free text: text could contain personal data again. */
public enum ErasureReason {
    REQUESTED_BY_PERSON,
    CONSENT_WITHDRAWN,
    NO_LONGER_NEEDED,
    UNLAWFUL,
    LEGAL_OBLIGATION
}
