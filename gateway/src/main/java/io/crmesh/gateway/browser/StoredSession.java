package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** A browser's session, which knows whether it differs from what is kept of it. */
final class StoredSession implements Session {

    /**
     * What is kept of a session.
     *
     * @param idle how long it may not be used before it ends
     */
    record State(Map<String, Object> attributes, Instant createdAt, Instant usedAt, Duration idle) {}

    /** Being used alone is not worth a write each time. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final @Nullable String keptAs;
    private final Map<String, Object> attributes;
    private final Instant createdAt;
    private String id;
    private Instant usedAt;
    private Duration idle;
    private boolean changed;

    /** @param keptAs the id by which it is kept, null if it is not yet */
    StoredSession(String id, @Nullable String keptAs, State state) {
        this.id = id;
        this.keptAs = keptAs;
        this.attributes = new HashMap<>(state.attributes());
        this.createdAt = state.createdAt();
        this.usedAt = state.usedAt();
        this.idle = state.idle();
    }

    State state() {
        return new State(Map.copyOf(attributes), createdAt, usedAt, idle);
    }

    boolean isNew() {
        return keptAs == null;
    }

    boolean isChanged() {
        return changed || isNew();
    }

    boolean isUnderNewId() {
        return !id.equals(keptAs);
    }

    /** The id by which it is kept and must be no more. */
    Optional<String> outdatedId() {
        return Optional.ofNullable(keptAs).filter(kept -> !kept.equals(id));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = Secrets.fresh();
        changed = true;
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The interface wants it so.
    public <T> @Nullable T getAttribute(String name) {
        return (T) attributes.get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.copyOf(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else {
            changed = true;
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        changed |= attributes.remove(name) != null;
    }

    @Override
    public Instant getCreationTime() {
        return createdAt;
    }

    @Override
    public void setLastAccessedTime(Instant now) {
        if (now.isAfter(usedAt.plus(NOTED_EVERY))) {
            usedAt = now;
            changed = true;
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return usedAt;
    }

    @Override
    public void setMaxInactiveInterval(Duration wanted) {
        changed |= !idle.equals(wanted);
        idle = wanted;
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return idle;
    }

    /** One that has ended is not found. */
    @Override
    public boolean isExpired() {
        return false;
    }
}
