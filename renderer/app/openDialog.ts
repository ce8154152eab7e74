/** A dialog that is open. A toast calls itself a dialog too, but says that it is not modal: the window goes on beside it. */
export const OPEN_DIALOG = '[role="dialog"], [role="alertdialog"]:not([aria-modal="false"])'
