import type { SignatureFault } from '../../shared/model/signatureFault.ts'

/** A signature that is not accepted. Kept inside this folder: `verifyEnveloped` turns it into a verdict. */
export class SignatureRefused extends Error {
  readonly fault: SignatureFault

  constructor(fault: SignatureFault) {
    super(fault)
    this.fault = fault
  }
}

/** An algorithm that this program, or this runtime, does not have. */
export class AlgorithmUnsupported extends Error {
  readonly algorithm: string

  constructor(algorithm: string) {
    super(algorithm)
    this.algorithm = algorithm
  }
}
