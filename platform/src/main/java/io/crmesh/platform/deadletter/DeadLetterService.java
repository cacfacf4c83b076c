package io.crmesh.platform.deadletter;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Refusal.RuleBroken;
import java.util.Map;
import java.util.Set;

/**
 * Application service: operators replay the dead letters of an aggregate, or discard one record for a reason. Both are
 * recorded.
 */
public class DeadLetterService {

    private final DeadLetterQueue deadLetters;
    private final Map<String, DeadLetterReplay> replays;

    public DeadLetterService(DeadLetterQueue deadLetters, Map<String, DeadLetterReplay> replays) {
        this.deadLetters = deadLetters;
        this.replays = Map.copyOf(replays);
    }

    Set<String> groups() {
        return replays.keySet();
    }

    DeadLetterQueue queue() {
        return deadLetters;
    }

    DeadLetter get(String id) {
        return deadLetters
                .find(id)
                .filter(letter -> replays.containsKey(letter.group()))
                .orElseThrow(() -> new NotFound("dead letter"));
    }

    /** Replays all dead letters of the letter's aggregate. */
    public DeadLetterReplay.Result replay(String id, String by) {
        var letter = get(id);
        var replay = replayOf(letter);
        deadLetters.audit(letter, "replay", by, "");
        if (letter.stream() == null) {
            return replay.replaySingle(letter);
        }
        return replay.replay(claim(letter));
    }

    /** Discards one record for good; its aggregate is unblocked if that was the last dead letter. */
    public void discard(String id, String reason, String by) {
        var letter = get(id);
        if (letter.stream() == null) {
            deadLetters.audit(letter, "discard", by, reason);
            deadLetters.remove(letter.id());
            return;
        }
        var claim = claim(letter);
        deadLetters.audit(letter, "discard", by, reason);
        deadLetters.remove(letter.id());
        var tail = deadLetters.tail(claim);
        if (tail.isEmpty() || deadLetters.count(claim.streamKey()) > 0 || !deadLetters.unblock(claim, tail.get())) {
            deadLetters.release(claim);
        }
    }

    private DeadLetterReplay replayOf(DeadLetter letter) {
        var replay = replays.get(letter.group());
        if (replay == null) {
            throw new NotFound("dead letter");
        }
        return replay;
    }

    private DeadLetterQueue.Claim claim(DeadLetter letter) {
        var stream = letter.stream();
        if (stream == null) {
            throw new NotFound("blocked aggregate");
        }
        return deadLetters
                .claim(letter.group(), stream)
                .orElseThrow(() -> new RuleBroken("dead-letter-busy", "This aggregate is being replayed right now"));
    }
}
