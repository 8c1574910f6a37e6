package io.holdfast.ocpp16.internal;

import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
public final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

    private Secrets() {}

    /** The address without its {@code user:password@}. */
    public static String withoutPassword(Object address) {
        return USER_INFO.matcher(address.toString()).replaceAll("//");
    }
}
