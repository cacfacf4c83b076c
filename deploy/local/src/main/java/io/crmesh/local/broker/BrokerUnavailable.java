package io.crmesh.local.broker;

/** The broker cannot start; the message tells the user the reason in one line. */
public final class BrokerUnavailable extends RuntimeException {

    BrokerUnavailable(String message) {
        super(message);
    }

    BrokerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
