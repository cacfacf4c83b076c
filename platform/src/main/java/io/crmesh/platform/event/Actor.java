package io.crmesh.platform.event;

/** Value object: the person or part of the system that caused an event. */
public record Actor(Kind kind, String id) {

    public enum Kind {
        USER,
        CUSTOMER,
        SYSTEM,
        AUTOMATION,
        IMPORT
    }

    /** As the envelope writes it: {@code USER:ann}. */
    @Override
    public String toString() {
        return kind + ":" + id;
    }

    public static Actor parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("An actor is KIND:id");
        }
        return new Actor(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
    }

    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part);
    }
}
