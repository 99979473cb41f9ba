package org.airshed.edge.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build put into the jar. */
final class Version implements IVersionProvider {
    private static final String POM = "/META-INF/maven/org.airshed/airshed-edge-agent/pom.properties";

    static String text() {
        try (InputStream in = Version.class.getResourceAsStream(POM)) {
            if (in == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            return "development";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[]{"airshed-agent " + text()};
    }
}
