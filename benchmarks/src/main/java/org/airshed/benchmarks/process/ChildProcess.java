package org.airshed.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process of ours: started, waited for, stopped or killed by its own handle. Both its outputs go to one log file,
 * which a restart continues.
 *
 * <p>What is still alive when this JVM ends is killed.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final int TAIL_CHARACTERS = 6_000;

    static {
        Runtime.getRuntime().addShutdownHook(
                Thread.ofPlatform().name("kill-children").unstarted(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private ChildProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /** Starts a command in {@code folder}. */
    public static ChildProcess start(String name, List<String> command, Path folder, Path log) {
        try {
            Files.createDirectories(folder);
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(new File("/dev/null"));
            Process process = builder.start();
            ALIVE.add(process);
            return new ChildProcess(name, process, log, logStart);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + String.join(" ", command), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The process and all it started. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it used of the machine so far. */
    public ProcessUsage usage() {
        return ProcessUsage.of(process.pid());
    }

    /** Waits until the condition holds; fails at once, with the log's end, where the process has ended. */
    public void await(String what, Duration atMost, BooleanSupplier condition) {
        boolean held = Waiting.holdsWithin(atMost, () -> !process.isAlive() || condition.getAsBoolean());
        if (!held) {
            throw new IllegalStateException("waited " + atMost.toMillis() + " ms in vain for " + what + describe());
        }
        if (!process.isAlive() && !condition.getAsBoolean()) {
            throw new IllegalStateException(name + " ended with exit code " + process.exitValue()
                    + " before " + what + describe());
        }
    }

    /** Waits until it has written {@code text}. */
    public void awaitOutput(String text, Duration atMost) {
        await("'" + text + "' from " + name, atMost, () -> output().contains(text));
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(10));
    }

    /** SIGTERM, and waits until it has ended by itself; returns the exit code. */
    public int stop(Duration atMost) {
        process.destroy();
        return waitFor(atMost);
    }

    /** Waits for its end; kills it and fails when it does not come. */
    public int waitFor(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not end within " + atMost.toMillis() + " ms" + describe());
            }
            ALIVE.remove(process);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
        }
    }

    /** All it has written so far, this start only. */
    public String output() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = (int) Math.min(logStart, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    private String describe() {
        String all = output();
        String tail = all.substring(Math.max(0, all.length() - TAIL_CHARACTERS));
        return "; " + name + " (process " + process.pid() + ") wrote:\n" + tail;
    }

    /** Kills it where it is still alive. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
