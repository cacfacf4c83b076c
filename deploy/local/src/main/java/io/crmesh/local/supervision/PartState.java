package io.crmesh.local.supervision;

/** State of a part. */
public enum PartState {
    STARTING("starting"),
    READY("ready"),
    RESTARTING("restarting"),
    STOPPED("stopped");

    private final String label;

    PartState(String label) {
        this.label = label;
    }

    /** The name in {@code ./crm status}. */
    public String label() {
        return label;
    }
}
