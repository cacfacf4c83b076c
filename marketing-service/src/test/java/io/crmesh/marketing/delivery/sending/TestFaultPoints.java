package io.crmesh.marketing.delivery.sending;

/** The fault points of the shared Spring context: a test sets them for its own duration. */
public final class TestFaultPoints implements SenderFaultPoints {

    private volatile SenderFaultPoints current = NONE;

    void set(SenderFaultPoints other) {
        current = other;
    }

    @Override
    public void reached(Step step) {
        current.reached(step);
    }
}
