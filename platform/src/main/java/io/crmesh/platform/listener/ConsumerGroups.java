package io.crmesh.platform.listener;

import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.GapFiller;
import io.crmesh.platform.consume.OwnerEvents;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.DeadLetterReplay;
import io.crmesh.platform.deadletter.DeadLetterService;
import io.crmesh.platform.deadletter.FailureRate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Factory of the listeners and dead-letter replays of all consumer groups of a service. */
record ConsumerGroups(
        DeadLetterQueue deadLetters,
        StoredPositions storedPositions,
        Clock clock,
        Map<ConsumerInvoker, DeadLetterReplay> replays) {

    void add(ConsumerInvoker invoker, OwnerEvents owner, ConsumeSettings settings) {
        var gapFiller = new GapFiller(invoker, owner);
        replays.put(invoker, new DeadLetterReplay(invoker, deadLetters, gapFiller, settings));
    }

    GroupListeners listeners(
            Map<String, Object> kafka, ConsumeSettings settings, TopicsCheck topics, OffsetFaultPoint faultPoint) {
        var listeners = new ArrayList<GroupListener>();
        var gaps = new ArrayList<GapScheduler>();
        replays.forEach((invoker, replay) -> {
            var parts = new GroupListener.Parts(
                    deadLetters, storedPositions, new FailureRate(settings.toleratedFailures(), clock), faultPoint);
            listeners.add(new GroupListener(kafka, settings, invoker, parts));
            gaps.add(new GapScheduler(invoker.group(), deadLetters, replay, settings));
        });
        return new GroupListeners(listeners, gaps, topics);
    }

    DeadLetterService deadLetterService() {
        var byName = new HashMap<String, DeadLetterReplay>();
        replays.forEach((invoker, replay) -> byName.put(invoker.group(), replay));
        return new DeadLetterService(deadLetters, byName);
    }
}
