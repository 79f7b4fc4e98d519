package org.outcry.harness.world;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The executor a room is given instead of threads: its tasks wait in the world, as a part of one process. */
public final class WorldExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final World world;
    private final World.Part part;
    private boolean stopped;

    public WorldExecutor(World world, World.Part part) {
        this.world = world;
        this.part = part;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Waiting<?> waiting = new Waiting<>(command, world.nowNanos() + unit.toNanos(delay));
        later(waiting, unit.toNanos(delay));
        return waiting;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Waiting<V> waiting = new Waiting<>(callable, world.nowNanos() + unit.toNanos(delay));
        later(waiting, unit.toNanos(delay));
        return waiting;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(command, initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Waiting<Object> handle = new Waiting<>(() -> {}, world.nowNanos() + unit.toNanos(initialDelay));
        repeat(handle, command, unit.toNanos(initialDelay), unit.toNanos(delay));
        return handle;
    }

    private void repeat(Waiting<Object> handle, Runnable command, long delayNanos, long periodNanos) {
        world.after(part, delayNanos, () -> {
            if (!stopped && !handle.isCancelled()) {
                command.run();
                repeat(handle, command, periodNanos, periodNanos);
            }
        });
    }

    private void later(Waiting<?> waiting, long delayNanos) {
        world.after(part, delayNanos, () -> {
            if (!stopped) {
                waiting.run();
            }
        });
    }

    @Override
    public void shutdown() {
        stopped = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        stopped = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return stopped;
    }

    /** Nothing runs while the caller holds the only thread, so there is nothing to wait for. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return stopped;
    }

    private final class Waiting<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long dueNanos;

        Waiting(Runnable command, long dueNanos) {
            super(command, null);
            this.dueNanos = dueNanos;
        }

        Waiting(Callable<V> callable, long dueNanos) {
            super(callable);
            this.dueNanos = dueNanos;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - world.nowNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        /** A task that fails must fail the run. */
        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            throw new IllegalStateException("a task of the simulated executor failed", failure);
        }

        @Override
        public V get(long timeout, TimeUnit unit) throws TimeoutException {
            throw new TimeoutException("waiting would stop the only thread");
        }
    }
}
