import type { UpoFindings } from '../../shared/model/upoInspection.ts'
import { checkContent, restsOnContent } from './checkContent.ts'
import type { ExpectedUpo } from './inspectUpo.ts'

/** Findings made before it was known what to expect, held against it now: only what rests on the content is made anew. */
export function holdAgainst(findings: UpoFindings, expected: ExpectedUpo): UpoFindings {
  if (findings.upo === null) return findings
  const content = checkContent(findings.upo, expected)
  const made = new Map(content.lines.map((line) => [line.check, line]))
  return {
    ...findings,
    lines: findings.lines.map((line) => made.get(line.check) ?? line),
    quarantineReason: (restsOnContent(findings.quarantineReason) ? null : findings.quarantineReason) ?? content.quarantineReason,
  }
}
