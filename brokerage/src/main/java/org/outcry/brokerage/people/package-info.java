/**
 * Users and what they hold: contact data, trading permissions, subscriptions, plug-ins, sessions, members of the organization.
 * The brokerage registers them once. They must not know orders, and passwords never come here.
 */
package org.outcry.brokerage.people;
