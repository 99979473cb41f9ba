package org.airshed.edge.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A server as people write it: {@code localhost:1883}, {@code [::1]:1883}. */
record HostAndPort(String host, int port) {
    static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 1 && port <= 65_535) {
                return new HostAndPort(host, port);
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence.
        }
        throw new TypeConversionException("'" + text + "' is not HOST:PORT, such as localhost:1883");
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            return parse(text);
        }
    }
}
