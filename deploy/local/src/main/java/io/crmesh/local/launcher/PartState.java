package io.crmesh.local.launcher;

/** Where a part stands. */
enum PartState {
    STARTING("starting"),
    READY("ready"),
    RESTARTING("restarting"),
    STOPPED("stopped");

    private final String word;

    PartState(String word) {
        this.word = word;
    }

    /** What people and other programs call it. */
    String word() {
        return word;
    }
}
