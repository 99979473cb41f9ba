package org.airshed.ingest.app;

import picocli.CommandLine;

/** The version that stands in the jar's manifest. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = IngestMain.class.getPackage().getImplementationVersion();
        return new String[]{"airshed " + (version == null ? "(not packaged)" : version)};
    }
}
