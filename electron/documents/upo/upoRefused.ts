import type { QuarantineReason } from '../../shared/model/upoInspection.ts'

export type UpoRefusal = Extract<QuarantineReason, 'not-xml' | 'too-large' | 'not-a-upo' | 'ambiguous'>

/** Bytes that cannot be read as one UPO in one way. */
export class UpoRefused extends Error {
  readonly reason: UpoRefusal

  constructor(reason: UpoRefusal, cause?: unknown) {
    super(reason, { cause })
    this.name = 'UpoRefused'
    this.reason = reason
  }
}
