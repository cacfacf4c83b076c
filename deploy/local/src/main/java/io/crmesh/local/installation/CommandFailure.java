package io.crmesh.local.installation;

/** Failure of a {@code ./crm} command: its message tells the reason and the remedy. The command exits with code 1. */
public final class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message);
    }
}
