package io.crmesh.local.database;

/** The database cannot be opened, or cannot go on. The message says what to do about it. */
public final class DatabaseUnavailable extends RuntimeException {

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** What to do about it, in one line. */
    String advice() {
        return String.valueOf(getMessage());
    }
}
