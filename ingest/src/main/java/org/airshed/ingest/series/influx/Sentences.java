package org.airshed.ingest.series.influx;

/** What is wrong with the database, said so that the operator can mend it. */
final class Sentences {
    private final InfluxSettings settings;

    Sentences(InfluxSettings settings) {
        this.settings = settings;
    }

    String refusesToken(int status) {
        return "InfluxDB at " + settings.address()
                + (status == 403 ? " does not let the token in " : " refuses the token in ")
                + settings.tokenFile() + (status == 403 ? " use bucket '" + settings.bucket() + "'" : "")
                + "; make one with `influx auth create --org " + settings.org()
                + " --read-buckets --write-buckets --read-dbrps --write-dbrps` and put it into that file";
    }

    /** For a 404 with the server's own words. */
    String notFound(String message) {
        if (message.contains("organization")) {
            return "InfluxDB at " + settings.address() + " has no organization '" + settings.org()
                    + "'; make it with `influx org create --name " + settings.org() + "`, or correct --influx-org";
        }
        return message.contains("bucket") || message.contains("database not found")
                ? noBucket()
                : "InfluxDB at " + settings.address() + " answers 404 (" + message
                        + "); check --influx: it must be the address of an InfluxDB 1.8, 2.x or 3.x";
    }

    String noBucket() {
        return "InfluxDB at " + settings.address() + " has no bucket '" + settings.bucket()
                + "'; make it with `influx bucket create --org " + settings.org() + " --name " + settings.bucket()
                + "`";
    }

    String noMapping(String bucketId, String message) {
        return "InfluxDB at " + settings.address() + " has no mapping of a database to bucket '" + settings.bucket()
                + "', which queries need (" + message + "); make it with `influx v1 dbrp create --org " + settings.org()
                + " --db " + settings.bucket() + " --rp autogen --default --bucket-id " + bucketId + "`";
    }

    String busy(int status, String message) {
        return "InfluxDB at " + settings.address() + " cannot take more now (" + status + " " + message + ")";
    }

    String unreachable(String cause) {
        return "InfluxDB at " + settings.address() + " does not answer (" + cause
                + "); is it running? Readings wait in the journal";
    }

    String odd(int status, String message) {
        return "InfluxDB at " + settings.address() + " answers " + status + ": " + message;
    }

    String noToken(String cause) {
        return "the token file " + settings.tokenFile() + " cannot be read (" + cause
                + "); it must hold an InfluxDB token on its first line";
    }
}
