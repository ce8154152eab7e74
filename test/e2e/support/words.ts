import { en } from '../../../renderer/i18n/en.ts'
import { pl } from '../../../renderer/i18n/pl.ts'

/** The window's texts, so that a journey finds what a person reads. */
export const WORDS = { pl, en } as const
