/**
 * ATM templates: those that ship with the desk and the user's own from a folder. The desk's operations ask it by name. It
 * knows no order and no account: the engine executes what a template says.
 */
package org.outcry.desk.atm;
