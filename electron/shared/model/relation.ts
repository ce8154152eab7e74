/** How two documents belong together; of each pair, one refers to the other. */
export const RELATION_KINDS = ['correction', 'advance', 'technical-correction', 'accepted-later', 'duplicate'] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

/** `to`: this document refers to the other; `from`: the other refers to this one. */
export const RELATION_DIRECTIONS = ['to', 'from'] as const
export type RelationDirection = (typeof RELATION_DIRECTIONS)[number]

/** By what the two were brought together. */
export const RELATION_GROUNDS = ['ksef-number', 'own-number', 'hash'] as const
export type RelationGround = (typeof RELATION_GROUNDS)[number]
