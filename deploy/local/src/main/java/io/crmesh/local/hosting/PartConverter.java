package io.crmesh.local.hosting;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Objects;

/** Conversion word of log patterns: the part that writes the line. */
public final class PartConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Objects.requireNonNullElse(PartClassLoader.currentPart(), "services");
    }
}
