import { describe, expect, test } from 'vitest'
import { isTrustedSender } from '../../../electron/security/trustedSender.ts'

const isOwnWindow = (id: number): boolean => id === 7

function eventFrom(url: string, { id = 7, isTop = true } = {}) {
  const frame = { url }
  return { sender: { id, mainFrame: isTop ? frame : { url } }, senderFrame: frame }
}

describe('isTrustedSender', () => {
  test('trusts the top frame of our window on our page', () => {
    expect(isTrustedSender(eventFrom('app://bundle/index.html#/invoices'), isOwnWindow)).toBe(true)
  })

  test.each([
    ['another origin', eventFrom('https://bundle/')],
    ['another host of our scheme', eventFrom('app://bundle.example/')],
    ['our host as a user name', eventFrom('app://bundle@example/')],
    ['credentials before our host', eventFrom('app://user@bundle/')],
    ['a port', eventFrom('app://bundle:1/')],
    ['no URL', eventFrom('')],
    ['another window', eventFrom('app://bundle/', { id: 8 })],
    ['a frame inside our page', eventFrom('app://bundle/', { isTop: false })],
    ['a frame that is gone', { ...eventFrom('app://bundle/'), senderFrame: null }],
  ])('does not trust %s', (_what, event) => {
    expect(isTrustedSender(event, isOwnWindow)).toBe(false)
  })
})
