package io.crmesh.customer.contact;

/** What a customer is called by who gave an address or a number, and no name. */
public final class ContactName {

    private ContactName() {}

    public static String ofEmail(String email) {
        return email.substring(0, email.lastIndexOf('@'));
    }

    public static String ofPhone(String e164) {
        return "…" + e164.substring(e164.length() - 4);
    }
}
