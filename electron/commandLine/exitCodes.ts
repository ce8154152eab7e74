import { assertNever } from '../shared/assert.ts'
import type { RefreshResult } from '../shared/contract/jobs.ts'
import type { AppErrorCode } from '../shared/errors.ts'

/** Exit codes of every command, told in README. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  /** KSeF refused: credential, permission, or the request. */
  refused: 3,
  /** KSeF or the network is out of reach: try again later. */
  unreachable: 4,
  /** A budget is spent: everything so far is kept, the same command goes on later. */
  paused: 5,
  /** Archive, folder or file: what it is says the message. */
  storage: 6,
  /** `verify` found something in the archive that is not as it was. */
  damaged: 7,
  cancelled: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code for a failure; every code of the closed list has one. */
export function exitCodeOf(code: AppErrorCode): ExitCode {
  switch (code) {
    case 'unexpected':
      return EXIT.unexpected
    case 'cancelled':
      return EXIT.cancelled
    case 'invalid-request':
    case 'wrong-usage':
    case 'not-found':
    case 'nip-invalid':
    case 'taxpayer-exists':
    case 'taxpayer-left':
    case 'confirmation-differs':
    case 'credential-missing':
    case 'key-store-unavailable':
      return EXIT.usage
    case 'certificate-wrong-password':
    case 'certificate-unreadable':
    case 'certificate-key-mismatch':
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'certificate-offline-type':
    case 'certificate-other-nip':
    case 'certificate-algorithm-unsupported':
    case 'sign-in-token-invalid':
    case 'sign-in-token-revoked':
    case 'sign-in-no-permission':
    case 'sign-in-certificate-refused':
    case 'sign-in-failed':
    case 'api-unauthorized':
    case 'api-forbidden':
    case 'api-rejected':
    case 'api-gone':
    case 'link-refused':
      return EXIT.refused
    case 'api-rate-limited':
      return EXIT.paused
    case 'sign-in-timeout':
    case 'api-unavailable':
    case 'api-answer-unreadable':
    case 'network-unreachable':
    case 'network-tls':
    case 'network-timeout':
    case 'document-damaged':
      return EXIT.unreachable
    case 'archive-not-an-archive':
    case 'archive-from-newer-version':
    case 'archive-other-context':
    case 'archive-read-only':
    case 'archive-disk-full':
    case 'archive-disk-failed':
    case 'archive-damaged':
    case 'archive-busy':
    case 'folder-missing':
    case 'folder-is-a-file':
    case 'folder-network-drive':
    case 'folder-synchronised':
    case 'folder-not-writable':
    case 'file-unreadable':
    case 'file-not-writable':
      return EXIT.storage
    default:
      return assertNever(code)
  }
}

/** The exit code for how a refresh ended. */
export function exitCodeOfRefresh({ outcome, error }: RefreshResult): ExitCode {
  switch (outcome) {
    case 'done':
      return EXIT.done
    case 'paused':
      return EXIT.paused
    case 'cancelled':
      return EXIT.cancelled
    case 'failed':
      return error === null ? EXIT.unexpected : exitCodeOf(error.code)
    default:
      return assertNever(outcome)
  }
}

/** What weighs most first: of several ends, the one that most needs a person. */
const BY_WEIGHT: readonly ExitCode[] = [EXIT.unexpected, EXIT.storage, EXIT.usage, EXIT.refused, EXIT.unreachable, EXIT.paused, EXIT.damaged, EXIT.cancelled, EXIT.done]

/** One exit code for several. */
export function gravestOf(codes: readonly ExitCode[]): ExitCode {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT.done
}
