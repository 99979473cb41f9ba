package org.airshed.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data goes one way through the packages; a library stays in its one or two packages. */
class LayersTest {
    /** Lowest first. A package may use what stands before it, never what stands after it. */
    private static final List<String> SHARED = List.of("org.airshed.contract.id", "org.airshed.contract.property",
            "org.airshed.contract.reading", "org.airshed.contract.wire", "org.airshed.journal.disk",
            "org.airshed.journal");

    private static final List<String> EDGE = List.of("org.airshed.edge.bus", "org.airshed.edge.bus.pi4j",
            "org.airshed.edge.bus.serial", "org.airshed.edge.simulation.air", "org.airshed.edge.simulation.chip",
            "org.airshed.edge.sensor", "org.airshed.edge.sensor.scd41",
            "org.airshed.edge.sensor.bme280", "org.airshed.edge.sensor.sen55", "org.airshed.edge.sensor.pms5003",
            "org.airshed.edge.sensor.chips",
            "org.airshed.edge.simulation", "org.airshed.edge.clock", "org.airshed.edge.spool",
            "org.airshed.edge.sampling",
            "org.airshed.edge.recording", "org.airshed.edge.uplink", "org.airshed.edge.health",
            "org.airshed.edge.config",
            "org.airshed.edge.app");

    private static final List<String> INGEST = List.of("org.airshed.ingest.database", "org.airshed.ingest.rollup",
            "org.airshed.ingest.quality", "org.airshed.ingest.correction", "org.airshed.ingest.collocation",
            "org.airshed.ingest.index", "org.airshed.ingest.standard", "org.airshed.ingest.area",
            "org.airshed.ingest.area.geojson", "org.airshed.ingest.indicator", "org.airshed.ingest.calculator",
            "org.airshed.ingest.registry", "org.airshed.ingest.auth", "org.airshed.ingest.admission",
            "org.airshed.ingest.deadletter",
            "org.airshed.ingest.series", "org.airshed.ingest.series.line", "org.airshed.ingest.series.influx",
            "org.airshed.ingest.series.embedded", "org.airshed.ingest.delivery", "org.airshed.ingest.change",
            "org.airshed.ingest.derivation", "org.airshed.ingest.live",
            "org.airshed.ingest.query", "org.airshed.ingest.mqtt", "org.airshed.ingest.api", "org.airshed.ingest.http",
            "org.airshed.ingest.ops", "org.airshed.ingest.config", "org.airshed.ingest.app");

    /** A library, and the only packages that may touch it. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "com.pi4j..", List.of("org.airshed.edge.bus.pi4j", "org.airshed.edge.simulation"),
            "com.fazecast..", List.of("org.airshed.edge.bus.serial"),
            "org.eclipse.paho..", List.of("org.airshed.edge.uplink"),
            "com.influxdb..", List.of("org.airshed.ingest.series.influx"),
            "java.sql..", List.of("org.airshed.ingest.database", "org.airshed.ingest.registry",
                    "org.airshed.ingest.series.embedded", "org.airshed.ingest.change"),
            "org.sqlite..", List.of("org.airshed.ingest.database"),
            "io.vertx..", List.of("org.airshed.ingest.http", "org.airshed.ingest.api"),
            "io.netty..", List.of("org.airshed.ingest.mqtt", "org.airshed.ingest.auth"),
            "io.micrometer..", List.of("org.airshed.ingest.ops"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.airshed.contract",
                    "org.airshed.journal", "org.airshed.edge", "org.airshed.ingest");

    static Stream<List<String>> orders() {
        return Stream.of(Stream.concat(SHARED.stream(), EDGE.stream()).toList(),
                Stream.concat(SHARED.stream(), INGEST.stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void packagesDependDownwardOnly(List<String> order) {
        for (int i = 0; i < order.size() - 1; i++) {
            noClasses().that().resideInAPackage(order.get(i)).should().dependOnClassesThat()
                    .resideInAnyPackage(order.subList(i + 1, order.size()).toArray(String[]::new)).check(CLASSES);
        }
    }

    @Test
    void agentAndIngestDoNotKnowEachOther() {
        noClasses().that().resideInAPackage("org.airshed.edge..").should().dependOnClassesThat()
                .resideInAPackage("org.airshed.ingest..").check(CLASSES);
        noClasses().that().resideInAPackage("org.airshed.ingest..").should().dependOnClassesThat()
                .resideInAPackage("org.airshed.edge..").check(CLASSES);
    }

    @Test
    void contractAndJournalStandBesideEachOther() {
        noClasses().that().resideInAPackage("org.airshed.contract..").should().dependOnClassesThat()
                .resideInAPackage("org.airshed.journal..").check(CLASSES);
        noClasses().that().resideInAPackage("org.airshed.journal..").should().dependOnClassesThat()
                .resideInAPackage("org.airshed.contract..").check(CLASSES);
    }

    @Test
    void contractDoesNoInputOrOutput() {
        noClasses().that().resideInAPackage("org.airshed.contract..").should().dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..").check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlace() {
        List<String> known = Stream.of(SHARED, EDGE, INGEST).flatMap(List::stream).toList();
        var found = new TreeSet<String>();
        CLASSES.forEach(type -> found.add(type.getPackageName()));
        // A folder of packages that holds no class of its own is no package.
        assertThat(found).isSubsetOf(known);
        assertThat(known).allMatch(name -> CLASSES.containPackage(name), "a package with classes in it");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.airshed.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachLibraryStaysWhereItBelongs() {
        LIBRARIES.forEach((library, homes) -> noClasses().that()
                .resideOutsideOfPackages(homes.toArray(String[]::new)).should().dependOnClassesThat()
                .resideInAPackage(library).check(CLASSES));
    }

    @Test
    void everyPackageSaysItsPurpose() {
        for (JavaPackage found : CLASSES.getPackage("org.airshed").getSubpackagesInTree()) {
            if (!found.getClasses().isEmpty()) {
                assertThat(found.tryGetPackageInfo().isPresent()).as("package-info of " + found.getName()).isTrue();
            }
        }
    }
}
