/** CRC-8 with polynomial 0x07 and start 0x00 over ASCII text, as two upper-case hex digits (API-NOTES §5). */
export function crc8(text: string): string {
  let crc = 0
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index) & 0xff
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? (crc << 1) & 0xff : ((crc << 1) ^ 0x07) & 0xff
  }
  return crc.toString(16).toUpperCase().padStart(2, '0')
}
