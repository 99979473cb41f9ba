package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorFileTest {
    private final Disk disk = new FileDisk();

    @TempDir
    private Path temp;

    @Test
    void aStoredPositionIsThereAfterReopening() throws IOException {
        Path file = temp.resolve("below/cursor");
        try (CursorFile cursor = CursorFile.open(file, disk)) {
            assertThat(cursor.position()).isZero();
            cursor.store(80);
            cursor.store(4_000_000_000_000L);
        }
        try (CursorFile cursor = CursorFile.open(file, disk)) {
            assertThat(cursor.position()).isEqualTo(4_000_000_000_000L);
        }
        try (var files = Files.list(temp.resolve("below"))) {
            assertThat(files).as("no temporary file is left").hasSize(1);
        }
    }

    @Test
    void aCursorNeverGoesBack() throws IOException {
        try (CursorFile cursor = CursorFile.open(temp.resolve("cursor"), disk)) {
            cursor.store(80);
            assertThatThrownBy(() -> cursor.store(72)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("80");
            assertThat(cursor.position()).isEqualTo(80);
        }
    }

    @Test
    void aDamagedCursorIsSaidAndNeverGuessed() throws IOException {
        Path file = temp.resolve("cursor");
        try (CursorFile cursor = CursorFile.open(file, disk)) {
            cursor.store(80);
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 4;
            Files.write(file, flipped);
            assertThatThrownBy(() -> CursorFile.open(file, disk)).isInstanceOf(IOException.class)
                    .hasMessageContaining(file + " is damaged");
        }
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CursorFile.open(file, disk)).isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void aStoreThatFailsLeavesThePositionAndCanBeRepeated() throws IOException {
        TroubledDisk troubled = new TroubledDisk(disk);
        try (CursorFile cursor = CursorFile.open(temp.resolve("cursor"), troubled)) {
            cursor.store(80);
            troubled.trouble = TroubledDisk.Trouble.FORCES_FAIL;
            assertThatThrownBy(() -> cursor.store(88)).isInstanceOf(IOException.class);
            assertThat(cursor.position()).isEqualTo(80);
            troubled.trouble = TroubledDisk.Trouble.NONE;
            cursor.store(88);
        }
        try (CursorFile cursor = CursorFile.open(temp.resolve("cursor"), disk)) {
            assertThat(cursor.position()).isEqualTo(88);
        }
    }
}
