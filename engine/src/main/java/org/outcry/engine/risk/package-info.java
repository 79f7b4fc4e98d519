/**
 * Limits that stop an order or close a position: what an account may hold, when it is closed by itself, and what an administrator has
 * decided about it. Whoever submits commands or reads events may use it. It knows no order and computes nothing.
 */
package org.outcry.engine.risk;
