/**
 * What belongs to an account by decision rather than by trading: its settings and the kinds of cash changes.
 * Everyone who submits commands or reads events may use it. It knows no order and no price.
 */
package org.outcry.engine.account;
