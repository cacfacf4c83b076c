package io.crmesh.gateway.browser.session;

import io.crmesh.gateway.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** Session of a browser that knows whether it differs from its stored state. */
final class StoredSession implements Session {

    /**
     * The stored state of a session.
     *
     * @param idle how long it may stay unused before it ends
     */
    record State(Map<String, Object> attributes, Instant createdAt, Instant usedAt, Duration idle) {}

    /** A use alone is stored at most this often. */
    private static final Duration USE_STORED_EVERY = Duration.ofMinutes(1);

    private final @Nullable String storedId;
    private final Map<String, Object> attributes;
    private final Instant createdAt;
    private String id;
    private Instant usedAt;
    private Duration idle;
    private boolean changed;
    private boolean used;

    /**
     * A session with this state.
     *
     * @param storedId the id under which it is stored; null if it is not stored yet
     */
    StoredSession(String id, @Nullable String storedId, State state) {
        this.id = id;
        this.storedId = storedId;
        this.attributes = new HashMap<>(state.attributes());
        this.createdAt = state.createdAt();
        this.usedAt = state.usedAt();
        this.idle = state.idle();
    }

    State state() {
        return new State(Map.copyOf(attributes), createdAt, usedAt, idle);
    }

    boolean isNew() {
        return storedId == null;
    }

    boolean isChanged() {
        return changed || isNew();
    }

    /** Whether its use is to be stored, and nothing else. */
    boolean isUsedOnly() {
        return used && !isChanged();
    }

    boolean isUnderNewId() {
        return !id.equals(storedId);
    }

    /** The id under which it is stored and must be no more. */
    Optional<String> outdatedId() {
        return Optional.ofNullable(storedId).filter(stored -> !stored.equals(id));
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
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The interface requires it.
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
        if (now.isAfter(usedAt.plus(USE_STORED_EVERY))) {
            usedAt = now;
            used = true;
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return usedAt;
    }

    @Override
    public void setMaxInactiveInterval(Duration timeout) {
        changed |= !idle.equals(timeout);
        idle = timeout;
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return idle;
    }

    /** Expired sessions are not found. */
    @Override
    public boolean isExpired() {
        return false;
    }
}
