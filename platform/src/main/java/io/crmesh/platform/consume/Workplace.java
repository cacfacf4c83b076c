package io.crmesh.platform.consume;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Puts together what each consumer group works with. */
record Workplace(ParkingLot parking, Bookmarks bookmarks, Clock clock, Map<Applying, Draining> groups) {

    void add(Applying applying, OwnerFacts owner) {
        groups.put(applying, new Draining(applying, parking, new Filling(applying, owner)));
    }

    Listeners listeners(Map<String, Object> kafka, ConsumeSettings settings, TopicsCheck topics, OffsetRule offsets) {
        var listeners = new ArrayList<Listener>();
        var gaps = new ArrayList<Gaps>();
        groups.forEach((applying, draining) -> {
            var parts = new Listener.Parts(parking, bookmarks, new Traffic(settings.parkedAtLeast(), clock), offsets);
            listeners.add(new Listener(kafka, settings, applying, parts));
            gaps.add(new Gaps(applying.group(), parking, draining, settings));
        });
        return new Listeners(listeners, gaps, topics);
    }

    Settling settling() {
        var byName = new HashMap<String, Draining>();
        groups.forEach((applying, draining) -> byName.put(applying.group(), draining));
        return new Settling(parking, byName);
    }
}
