package io.crmesh.marketing.delivery.sending;

/** Fault points of a sender: the steps between which its process may be killed. Tests make it fail there. */
interface SenderFaultPoints {

    SenderFaultPoints NONE = _ -> {};

    /** What a sender has just done. */
    enum Step {
        CLAIMED,
        CONTACT_ASKED,
        HANDING_OVER,
        ACCEPTED
    }

    void reached(Step step);
}
