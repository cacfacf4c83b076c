package io.crmesh.platform.timer;

/**
 * What is to be done when a timer of one kind falls due. It may be called late, and more than once: after a failure, or
 * when the process died between doing and noting it. So what it does must have an id that follows from the timer's, as
 * every command has; then a second call changes nothing.
 */
public interface TimerTask {

    /** The kind of timers it is for. */
    String kind();

    /** Does it. If it throws, it is called again when the claim has run out. */
    void fire(Due due);
}
