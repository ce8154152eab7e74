import type { UpoFindings } from '../../shared/model/upoInspection.ts'
import { checkContent } from './checkContent.ts'
import type { ExpectedUpo } from './inspectUpo.ts'

/** Findings made before it was known what to expect, held against it now: only the lines about the content are made anew. */
export function holdAgainst(findings: UpoFindings, expected: ExpectedUpo): UpoFindings {
  if (findings.upo === null) return findings
  const content = checkContent(findings.upo, expected)
  const made = new Map(content.lines.map((line) => [line.check, line]))
  return {
    ...findings,
    lines: findings.lines.map((line) => made.get(line.check) ?? line),
    quarantineReason: findings.quarantineReason ?? content.quarantineReason,
  }
}
