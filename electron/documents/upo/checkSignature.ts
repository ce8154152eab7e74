import type { SignatureVerdict, ValidSignature } from '../../crypto/xmlSignature/verifyEnveloped.ts'
import type { CheckVerdict, UpoCheckLine } from '../../shared/model/upoInspection.ts'

/** The lines about the signature; a chain of trust is not claimed, for the Ministry publishes no list of its certificates (API-NOTES §5). */
export function checkSignature(verdict: SignatureVerdict): readonly UpoCheckLine[] {
  switch (verdict.result) {
    case 'valid':
      return linesOfValid(verdict)
    case 'unsigned':
      return [{ check: 'signature', verdict: 'failed', detail: 'unsigned' }]
    case 'invalid':
      return [{ check: 'signature', verdict: 'failed', detail: verdict.reason }]
    case 'unsupported':
      return [{ check: 'signature', verdict: 'not-checked', detail: verdict.algorithm }]
  }
}

const DIGEST_VERDICTS = { matches: 'confirmed', absent: 'not-checked', differs: 'failed', unsupported: 'not-checked' } as const satisfies Record<
  ValidSignature['certificateDigest'],
  CheckVerdict
>

function linesOfValid({ signer, signingTime, certificateDigest, algorithm, weak }: ValidSignature): readonly UpoCheckLine[] {
  return [
    { check: 'signature', verdict: 'confirmed', detail: null },
    { check: 'signature-algorithm', verdict: weak ? 'warning' : 'confirmed', detail: algorithm },
    { check: 'signing-time', verdict: signingTime === null ? 'not-checked' : 'confirmed', detail: signingTime },
    { check: 'certificate-digest', verdict: DIGEST_VERDICTS[certificateDigest], detail: null },
    { check: 'certificate-validity', verdict: validAt(signingTime, signer.notBefore, signer.notAfter), detail: `${signer.notBefore} – ${signer.notAfter}` },
    { check: 'certificate-chain', verdict: 'not-checked', detail: signer.issuer },
  ]
}

function validAt(signingTime: string | null, notBefore: string, notAfter: string): CheckVerdict {
  const signedAt = signingTime === null ? Number.NaN : Date.parse(signingTime)
  if (Number.isNaN(signedAt)) return 'not-checked'
  return Date.parse(notBefore) <= signedAt && signedAt <= Date.parse(notAfter) ? 'confirmed' : 'warning'
}
