package org.airshed.edge.app;

import java.time.Duration;
import org.airshed.edge.config.Section;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time on the command line, written as in the settings. */
final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        Duration duration = Section.duration(text);
        if (duration == null) {
            throw new TypeConversionException("'" + text + "' is no length of time, such as 12h or 7d");
        }
        return duration;
    }
}
