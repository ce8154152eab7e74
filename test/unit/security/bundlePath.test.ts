import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundlePath } from '../../../electron/security/bundlePath.ts'

const FOLDER = '/srv/window'

describe('bundlePath', () => {
  test('gives the named file, and the page for the root', () => {
    expect(bundlePath(FOLDER, 'app://bundle/')).toBe('/srv/window/index.html')
    expect(bundlePath(FOLDER, 'app://bundle/assets/index.js?v=1#top')).toBe('/srv/window/assets/index.js')
  })

  test('refuses ways out, however they are written', () => {
    const ways = ['..%2fsecret', '%2e%2e%2fsecret', 'a/..%2f..%2fsecret', '..%5csecret', 'a%00.js', '%ff', '%2e%2e%2fwindow-too/a.js']
    expect(ways.map((way) => bundlePath(FOLDER, `app://bundle/${way}`))).toEqual(ways.map(() => undefined))
    expect(bundlePath(FOLDER, 'not a url')).toBeUndefined()
  })

  test('never leaves its folder', () => {
    const piece = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '//', '%00', 'a', 'ł', '~'), fc.string())
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('/', '', '%2f'), (pieces, joint) => {
        const file = bundlePath(FOLDER, `app://bundle/${pieces.join(joint)}`)
        expect(file === undefined || file.startsWith(FOLDER + sep)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
