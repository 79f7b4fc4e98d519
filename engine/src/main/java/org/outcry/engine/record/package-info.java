/**
 * Durable master data that moves no order: contact data, permissions, subscriptions, templates, messages. Whoever submits commands,
 * reads events or shows such data may use it. It must not know what a document says, nor anything of orders and money.
 */
package org.outcry.engine.record;
