package io.crmesh.local.broker;

/** The broker cannot serve here; the message says, in one line for whoever started it, what is in the way. */
public final class BrokerUnavailable extends RuntimeException {

    BrokerUnavailable(String message) {
        super(message);
    }

    BrokerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
