import type { Messages } from '../../electron/shared/messages/formatMessage.ts'
import { en } from './en.ts'
import { pl } from './pl.ts'

/** Texts of the window itself; those of the domain are in electron/shared/messages. Polish is the source. */
export type UiMessageId = keyof typeof pl

export const uiMessages = { pl, en } satisfies Messages<UiMessageId>
