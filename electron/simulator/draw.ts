const MULTIPLIER = 0x9e3779b1

/** Inverse of an odd number modulo 2^32: each Newton step doubles the right bits. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let step = 0; step < 5; step += 1) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}

const INVERSE = inverseOf(MULTIPLIER)

/** A 32-bit number that depends on its three arguments and on nothing else (murmur3's mixing steps). */
export function draw(seed: number, index: number, purpose: number): number {
  let mixed = Math.imul(seed + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(purpose + 1, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A whole number from 0 up to, and without, `limit`. */
export function drawBelow(limit: number, seed: number, index: number, purpose: number): number {
  return draw(seed, index, purpose) % limit
}

export function drawFrom<T>(choices: readonly [T, ...T[]], seed: number, index: number, purpose: number): T {
  return choices[drawBelow(choices.length, seed, index, purpose)] ?? choices[0]
}

/** Eight upper-case hex digits. */
export function drawHex(seed: number, index: number, purpose: number): string {
  return toHex(draw(seed, index, purpose), 8)
}

export function toHex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

/** Hides a running number in 32 bits that look drawn; `unscramble` gives it back, so nothing has to be remembered. */
export function scramble(index: number, seed: number): number {
  return Math.imul(index ^ draw(seed, 0, 0xfeed), MULTIPLIER) >>> 0
}

export function unscramble(hidden: number, seed: number): number {
  return (Math.imul(hidden, INVERSE) ^ draw(seed, 0, 0xfeed)) >>> 0
}
