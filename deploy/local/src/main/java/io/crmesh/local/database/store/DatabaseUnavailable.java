package io.crmesh.local.database.store;

/** Exception: the database cannot be opened, or cannot go on. The message says what to do about it. */
public final class DatabaseUnavailable extends RuntimeException {

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** What to do about it, in one line. */
    public String advice() {
        return String.valueOf(getMessage());
    }
}
