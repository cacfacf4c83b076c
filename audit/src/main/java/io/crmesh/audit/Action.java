package io.crmesh.audit;

/** Action of an audit entry. Changes of records are not among them, because the history has them. */
public enum Action {
    /** The actor read records. */
    READ,
    /** The export of a list as a file began. */
    EXPORT,
    /** The export of a list ended, complete or not; the count has the rows. */
    EXPORTED,
    /** The actor looked up a person by a number or an address. */
    LOOK_UP,
    MERGE,
    ERASE,
    /** A request was refused. */
    REFUSED,
    /** Roles or permissions were changed. */
    PERMISSIONS,
    SIGN_IN,
    SIGN_IN_FAILED,
    SIGN_OUT,
    /** A token was made or revoked. */
    TOKEN,
    /** The audit trail was read. */
    AUDIT_READ,
    /** An action of a later version; it is never written. */
    UNKNOWN;

    /** The action of this name, or {@link #UNKNOWN}. */
    public static Action named(String name) {
        for (var action : values()) {
            if (action.name().equals(name)) {
                return action;
            }
        }
        return UNKNOWN;
    }
}
