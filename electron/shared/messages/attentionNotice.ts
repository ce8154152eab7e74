import type { Language } from '../contract/program.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

type NoticeMessageId = 'title' | 'rejected' | 'missing-upo' | 'no-access' | 'more'

const noticeMessages = {
  pl: {
    title: 'Wymaga uwagi – Teczka UPO',
    rejected: '{count, plural, one {# odrzucona faktura} few {# odrzucone faktury} many {# odrzuconych faktur} other {# odrzuconej faktury}}',
    'missing-upo': '{count, plural, one {# faktura bez UPO} few {# faktury bez UPO} many {# faktur bez UPO} other {# faktury bez UPO}}',
    'no-access': 'brak dostępu do KSeF',
    more: '{count, plural, one {i jeszcze # firma} few {i jeszcze # firmy} many {i jeszcze # firm} other {i jeszcze # firmy}}',
  },
  en: {
    title: 'Needs attention – Teczka UPO',
    rejected: '{count, plural, one {# rejected invoice} other {# rejected invoices}}',
    'missing-upo': '{count, plural, one {# invoice without UPO} other {# invoices without UPO}}',
    'no-access': 'no access to KSeF',
    more: '{count, plural, one {and # more business} other {and # more businesses}}',
  },
} satisfies Messages<NoticeMessageId>

/** What is new at one taxpayer; shaped like core/attention/newAttention.ts. */
export interface TaxpayerNews {
  readonly name: string
  readonly rejected: number
  readonly missingUpo: number
  readonly noAccess: boolean
}

/** Systems show about so many lines of a notification. */
const MOST_LINES = 3

/** A notification about what came to need attention, one line a taxpayer. */
export function describeNews(language: Language, news: readonly TaxpayerNews[]): { readonly title: string; readonly body: string } {
  const say = (id: NoticeMessageId, count = 0): string => formatMessage(noticeMessages, language, id, { count })
  const lines = news.slice(0, MOST_LINES).map(({ name, rejected, missingUpo, noAccess }) => {
    const parts = [...(noAccess ? [say('no-access')] : []), ...(rejected > 0 ? [say('rejected', rejected)] : []), ...(missingUpo > 0 ? [say('missing-upo', missingUpo)] : [])]
    return `${name}: ${parts.join(', ')}`
  })
  const left = news.length - lines.length
  return { title: say('title'), body: [...lines, ...(left > 0 ? [say('more', left)] : [])].join('\n') }
}
