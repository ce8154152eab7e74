/**
 * A bench's figures for a person, one a line, numbers aligned at the right.
 * @param {string} name
 * @param {import('../../test/bench/support/bench.ts').Figures} figures
 */
export function toTable(name, figures) {
  const rows = Object.entries(figures).map(([figure, value]) => [figure, String(value)])
  const width = (/** @type {0 | 1} */ column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const lines = rows.map(([figure = '', value = '']) => `  ${figure.padEnd(width(0))}  ${value.padStart(width(1))}`)
  return [name, ...lines, ''].join('\n')
}
