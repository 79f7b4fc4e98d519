package org.outcry.engine.calendar;

/**
 * One unbroken stretch of trading. A session date may have several windows (a holiday's two pieces, grains' two); the
 * session ends with its last one.
 *
 * @param openNanos first instant orders match, nanoseconds UTC
 * @param closeNanos first instant they no longer do
 * @param sessionDate exchange business day it belongs to, {@code yyyymmdd}
 */
public record SessionWindow(long openNanos, long closeNanos, int sessionDate) {
    public SessionWindow {
        if (closeNanos <= openNanos) {
            throw new IllegalArgumentException("window closes before it opens: " + openNanos + " " + closeNanos);
        }
    }
}
