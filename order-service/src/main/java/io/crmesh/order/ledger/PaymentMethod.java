package io.crmesh.order.ledger;

/** Validation pattern of a means of payment: a closed list of codes, because events publish it to all consumers. */
public final class PaymentMethod {

    /** Also that of an imported payment of which nothing else is known. */
    public static final String OTHER = "OTHER";

    public static final String FORM =
            "CARD|BANK_TRANSFER|DIRECT_DEBIT|CASH|CASH_ON_DELIVERY|CHEQUE|WALLET|VOUCHER|INSTALMENTS|OTHER";
    public static final String HINT =
            "must be one of CARD, BANK_TRANSFER, DIRECT_DEBIT, CASH, CASH_ON_DELIVERY, CHEQUE,"
                    + " WALLET, VOUCHER, INSTALMENTS, OTHER";

    private PaymentMethod() {}

    /** The code of a method that was stored, perhaps in words, before there was the list. */
    public static String codeOf(String stored) {
        return stored.matches(FORM) ? stored : OTHER;
    }
}
