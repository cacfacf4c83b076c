package io.crmesh.marketing.delivery;

/** Between which two steps a sender may die; tests let it die there. */
interface SenderSteps {

    SenderSteps NONE = _ -> {};

    /** What a sender has just done. */
    enum Step {
        CLAIMED,
        ASKED,
        HANDING_OVER,
        ACCEPTED
    }

    void reached(Step step);
}
