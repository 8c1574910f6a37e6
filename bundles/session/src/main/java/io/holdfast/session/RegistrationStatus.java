package io.holdfast.session;

/** What the CSMS last answered to a BootNotification. */
public enum RegistrationStatus { ACCEPTED, PENDING, REJECTED }
