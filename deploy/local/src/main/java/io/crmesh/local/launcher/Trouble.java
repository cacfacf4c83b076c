package io.crmesh.local.launcher;

/** What went wrong, in words that also say what to do about it. It ends the command as a failure. */
final class Trouble extends RuntimeException {

    Trouble(String words) {
        super(words);
    }
}
