/** Why something cannot run on this machine, in words for the person, with the command that helps. Not a fault of the program. */
export class CannotRun extends Error {}
