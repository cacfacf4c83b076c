package io.crmesh.platform.timer;

/**
 * Idempotent task that runs when a timer of one kind falls due. It may run late, and more than once: after a failure,
 * or when the process was killed before the timer was ended. So the id of its effect must be derived from the timer's
 * id, as for every command; then a second run changes nothing.
 */
public interface TimerTask {

    /** The kind of timers that this task serves. */
    String kind();

    /** Runs the task. If it throws, it runs again when the claim has expired. */
    void fire(Due due);
}
