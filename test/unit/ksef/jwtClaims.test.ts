import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAccessClaims } from '../../../electron/ksef/auth/jwtClaims.ts'
import { jwt } from '../../support/scriptedKsef.ts'

test.each([
  [{ pep: ['InvoiceRead'], per: ['InvoiceWrite'], rol: ['Owner'], iat: 100, exp: 1_000 }, { permissions: ['InvoiceRead'], roles: ['Owner'], lifetimeMs: 900_000 }],
  [{ per: '["InvoiceRead","Introspection"]', rol: '[]' }, { permissions: ['InvoiceRead', 'Introspection'], roles: [], lifetimeMs: null }],
  [{ per: 7, rol: '{', iat: 2_000, exp: 1_000 }, { permissions: null, roles: [], lifetimeMs: null }],
  [{}, { permissions: null, roles: [], lifetimeMs: null }],
])('the claims %j are read', (claims, expected) => {
  expect(readAccessClaims(jwt(claims))).toEqual(expected)
})

test('whatever is no token of that kind tells nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json().map((json) => `x.${Buffer.from(json).toString('base64url')}.y`)), (token) => {
      expect(() => readAccessClaims(token)).not.toThrow()
    }),
  )
})
