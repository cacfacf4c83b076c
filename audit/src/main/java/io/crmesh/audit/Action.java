package io.crmesh.audit;

/** What somebody did. Changes are not among them: who changed what, history says. */
public enum Action {
    /** Was shown records. */
    READ,
    /** Began to receive a list as a file. */
    EXPORT,
    /** Has received a list as a file, or a part of it; the count says how many rows. */
    EXPORTED,
    /** Looked somebody up by a number or an address. */
    LOOK_UP,
    MERGE,
    ERASE,
    /** Was refused what they tried. */
    REFUSED,
    /** Changed who may do what. */
    PERMISSIONS,
    SIGN_IN,
    SIGN_IN_FAILED,
    SIGN_OUT,
    /** Made or revoked a token. */
    TOKEN,
    /** Read the trail itself. */
    AUDIT_READ,
    /** What this program does not know; nobody writes it. */
    UNKNOWN;

    /** The one of this name. */
    public static Action named(String name) {
        for (var action : values()) {
            if (action.name().equals(name)) {
                return action;
            }
        }
        return UNKNOWN;
    }
}
