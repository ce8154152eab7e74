/** What each octet alone leaves behind: polynomial 0x07. */
const TABLE = Uint8Array.from({ length: 256 }, (_, octet) => {
  let crc = octet
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? crc << 1 : (crc << 1) ^ 0x07
  return crc
})

/** CRC-8 with polynomial 0x07 and start 0x00 over ASCII text, as two upper-case hex digits (API-NOTES §5). */
export function crc8(text: string): string {
  let crc = 0
  for (let index = 0; index < text.length; index += 1) crc = TABLE[crc ^ (text.charCodeAt(index) & 0xff)] ?? 0
  return crc.toString(16).toUpperCase().padStart(2, '0')
}
