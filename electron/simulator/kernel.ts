import type { KeyObject } from 'node:crypto'
import type { Challenges } from './auth/challenges.ts'
import type { KsefToken } from './auth/credentials.ts'
import type { Grants } from './auth/grants.ts'
import type { SignIns } from './auth/signIns.ts'
import type { CallLog } from './callLog.ts'
import type { SimulatorClock } from './clock.ts'
import type { ExportOffice } from './exports/exportOffice.ts'
import type { Faults } from './faults.ts'
import type { LimitsInForce } from './limits/limitsInForce.ts'
import type { Links } from './links.ts'
import type { SentSession } from './sending/sentSession.ts'
import type { UsedNumbers } from './sending/usedNumbers.ts'
import type { UpoOffice } from './upo/upoOffice.ts'
import type { AcceptedInvoices } from './world/acceptedInvoices.ts'
import type { Service } from './service.ts'
import type { World } from './world/world.ts'

/** A key pair whose public half clients encrypt with. */
export interface EncryptionKey {
  readonly publicKeyId: string
  readonly certificateId: string
  readonly certificate: Buffer
  readonly validFrom: Date
  readonly validTo: Date
  readonly usage: 'KsefTokenEncryption' | 'SymmetricKeyEncryption'
  readonly privateKey: KeyObject
}

/** Where sent invoices go. */
export interface SendingOffice {
  /** By reference number. */
  readonly sessions: Map<string, SentSession>
  readonly usedNumbers: UsedNumbers
  /** How long a sent invoice is processed, in milliseconds of the simulator's clock; 0 for at once. */
  readonly processingMs: number
  readonly takesAttachments: boolean
}

/** The parts of one running simulator, handed to every route. Nothing is global: many may run in one process. */
export interface Kernel {
  readonly seed: number
  readonly clock: SimulatorClock
  readonly world: World
  readonly accepted: AcceptedInvoices
  readonly upo: UpoOffice
  readonly tokens: readonly KsefToken[]
  readonly encryptionKeys: readonly EncryptionKey[]
  readonly challenges: Challenges
  readonly grants: Grants
  readonly signIns: SignIns
  readonly limits: LimitsInForce
  readonly links: Links
  readonly faults: Faults
  readonly service: Service
  /** Shuts the address for so many real milliseconds; the control interface is then out of reach as well. */
  readonly refuseConnections: (forMs: number) => void
  readonly calls: CallLog
  readonly sending: SendingOffice
  readonly exports: ExportOffice
}
