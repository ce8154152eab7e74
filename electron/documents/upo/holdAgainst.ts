import type { UpoInspection } from '../../shared/model/upoInspection.ts'
import { checkContent } from './checkContent.ts'
import type { ExpectedUpo } from './inspectUpo.ts'

/** An inspection made before it was known what to expect, held against it now: only the lines about the content are made anew. */
export function holdAgainst(inspection: UpoInspection, expected: ExpectedUpo): UpoInspection {
  if (inspection.upo === null) return inspection
  const content = checkContent(inspection.upo, expected)
  const made = new Map(content.lines.map((line) => [line.check, line]))
  const quarantineReason = inspection.quarantineReason ?? content.quarantineReason
  return {
    ...inspection,
    lines: inspection.lines.map((line) => made.get(line.check) ?? line),
    quarantineReason,
    provenKsefNumbers: quarantineReason === null ? inspection.provenKsefNumbers : [],
  }
}
