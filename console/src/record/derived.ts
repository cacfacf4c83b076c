/**
 * Fields that follow from others, and ids and instants that mean nothing to a reader. Of a consent, only its state tells
 * something: for what and by which channel it is stands in its name already.
 */
const DERIVED =
  /^(allows|provenance|since|stageSince|aliases|open|refundable)\b|(^|\.)(id|since|recordedAt)$|^shipment\.at$|^consents\[.*\]\.(?!state$)/;

export const isDerived = (path: string) => DERIVED.test(path);
