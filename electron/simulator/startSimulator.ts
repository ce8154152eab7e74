import { createPrivateKey, X509Certificate } from 'node:crypto'
import { sha256Base64 } from '../crypto/hash.ts'
import { createChallenges } from './auth/challenges.ts'
import { createTokens, DEMO_CERTIFICATES, tokenTexts, type DemoCertificate, type SimulatorCredentials } from './auth/credentials.ts'
import { createTokenMint } from './auth/jwt.ts'
import { createGrants } from './auth/grants.ts'
import { createSignIns } from './auth/signIns.ts'
import { createCallLog } from './callLog.ts'
import { createClock, type SimulatorClock } from './clock.ts'
import { createExportOffice } from './exports/exportOffice.ts'
import type { ExportSettings } from './exports/exportSettings.ts'
import { createFaults, pageFlawsOf } from './faults.ts'
import { doorsOf, type Doors } from './http/doors.ts'
import { createSimulatorServer } from './http/server.ts'
import type { EncryptionKey, Kernel } from './kernel.ts'
import { DEMO_SYMMETRIC_KEY_ENCRYPTION, DEMO_TOKEN_ENCRYPTION } from './keys/serverKeys.ts'
import { createLimits, type LimitsMode } from './limits/limitsInForce.ts'
import { createLinks } from './links.ts'
import { createUsedNumbers } from './sending/usedNumbers.ts'
import { createService } from './service.ts'
import { warsawDayAt } from './time.ts'
import { createUpoOffice } from './upo/upoOffice.ts'
import { createAcceptedInvoices } from './world/acceptedInvoices.ts'
import { moreClients } from './world/moreClients.ts'
import { TAXPAYERS, type Taxpayer } from './world/parties.ts'
import type { WorldShape } from './world/plan.ts'
import type { UpoVersion } from './world/records.ts'
import { createWorld } from './world/world.ts'

export interface SimulatorOptions {
  readonly seed: number
  /** Invoices on the main taxpayer's lists. */
  readonly invoices: number
  readonly limits: LimitsMode
  /** 0 or absent for any free port. */
  readonly port?: number
  readonly tls?: boolean
  readonly upoVersion?: UpoVersion
  readonly sessionUpoPageSize?: number
  readonly shape?: WorldShape
  /** Size of each invoice of the shape `one-batch`, filled up with text that hardly packs; the usual few thousand bytes without it. */
  readonly invoiceBytes?: number
  /** Warsaw day that counts as today (`YYYY-MM-DD`); the clock then starts at its noon. */
  readonly today?: string
  /** How long a sent invoice is processed; 0 for at once. */
  readonly processingMs?: number
  /** KSeF takes them in batches only; true: in interactive sessions too, for a test that has no batches. */
  readonly takesAttachments?: boolean
  /** Access tokens name no permissions, so that they must be asked for. */
  readonly tokensAreSilent?: boolean
  /** How many polls of a sign-in answer 100 first. */
  readonly pollsBeforeOutcome?: number
  /** Clients added to the three of every world; the certificate `bookkeeper-person` may enter most of them (`auth/grants.ts`). */
  readonly clients?: number
  /** On the lists of each added client; without it three to forty, as the three have. */
  readonly invoicesPerClient?: number
  /** What differs from KSeF's own limits of exports. */
  readonly exports?: Partial<ExportSettings>
}

export interface SimulatedTaxpayer {
  readonly nip: string
  readonly name: string
  readonly role: Taxpayer['role']
  /** Of an added client: a KSeF token with InvoiceRead and Introspection; null for the others, whose tokens are `credentials`. */
  readonly token: string | null
}

export interface RunningSimulator {
  /** `http://127.0.0.1:PORT/v2` */
  readonly apiBase: string
  readonly controlUrl: string
  readonly taxpayers: readonly SimulatedTaxpayer[]
  readonly credentials: SimulatorCredentials
  readonly clock: SimulatorClock
  /** To let connections be refused, from inside the process; `POST control/outage` does it from outside. */
  readonly doors: Pick<Doors, 'open' | 'shut'>
  readonly close: () => Promise<void>
}

function encryptionKey(usage: EncryptionKey['usage'], { certificatePem, privateKeyPem }: DemoCertificate): EncryptionKey {
  const certificate = new X509Certificate(certificatePem)
  return {
    usage,
    certificate: certificate.raw,
    certificateId: sha256Base64(certificate.raw),
    publicKeyId: sha256Base64(certificate.publicKey.export({ type: 'spki', format: 'der' })),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    privateKey: createPrivateKey(privateKeyPem),
  }
}

const ENCRYPTION_KEYS = [encryptionKey('KsefTokenEncryption', DEMO_TOKEN_ENCRYPTION), encryptionKey('SymmetricKeyEncryption', DEMO_SYMMETRIC_KEY_ENCRYPTION)]

/** Everything behind the server; `origin` is asked for when links are minted, after the port is known. */
function createKernel(options: SimulatorOptions, origin: () => string, refuseConnections: Kernel['refuseConnections']): Kernel {
  const { seed, invoices, limits, shape = 'demo', upoVersion = 'v4-3', sessionUpoPageSize = 10_000 } = options
  const clock = createClock(options.today === undefined ? undefined : Date.parse(`${options.today}T11:00:00Z`))
  const added = moreClients(options.clients ?? 0)
  const tokens = createTokens(seed, added)
  const writerToken = tokens.find(({ name }) => name === 'write-only')?.reference ?? ''
  const { invoiceBytes, invoicesPerClient } = options
  const world = createWorld({ seed, invoices, shape, added, baseDay: warsawDayAt(clock.now()), writerToken, ...(invoiceBytes === undefined ? {} : { invoiceBytes }), ...(invoicesPerClient === undefined ? {} : { invoicesPerClient }) }, clock)
  const now = (): number => clock.now()
  const faults = createFaults(now)
  return {
    seed,
    clock,
    world,
    accepted: createAcceptedInvoices(world),
    upo: createUpoOffice({ seed, version: upoVersion, pageSize: sessionUpoPageSize, flawsOf: (reference) => pageFlawsOf(faults, reference) }),
    tokens,
    encryptionKeys: ENCRYPTION_KEYS,
    challenges: createChallenges(seed),
    grants: createGrants(TAXPAYERS, added),
    signIns: createSignIns({ seed, now, mint: createTokenMint(`access tokens of ${seed}`), pollsBeforeOutcome: options.pollsBeforeOutcome ?? 1, namesPermissions: options.tokensAreSilent !== true }),
    limits: createLimits(limits),
    links: createLinks({ secret: `links of ${seed}`, now, origin }),
    faults,
    service: createService(),
    refuseConnections,
    calls: createCallLog(),
    sending: { sessions: new Map(), usedNumbers: createUsedNumbers(world), processingMs: options.processingMs ?? 3000, takesAttachments: options.takesAttachments ?? false },
    exports: createExportOffice({ seed, now, settings: options.exports ?? {} }),
  }
}

/** Starts a KSeF on loopback and resolves when it listens. No state is shared with any other simulator in the process. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  let origin = ''
  let reopening: NodeJS.Timeout | null = null
  let shut = (): Promise<void> => Promise.resolve()
  let open = shut
  const refuseConnections = (forMs: number): void => {
    // The answer to whoever asked for it goes out first.
    setTimeout(() => void shut(), 20)
    reopening = setTimeout(() => void open(), 20 + forMs)
  }
  const kernel = createKernel(options, () => origin, refuseConnections)
  const doors = doorsOf(createSimulatorServer(kernel, options.tls === true), options.port ?? 0)
  ;({ open, shut } = doors)
  await doors.open()
  origin = `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${doors.port()}`
  return {
    apiBase: `${origin}/v2`,
    controlUrl: `${origin}/control`,
    taxpayers: kernel.world.taxpayers.map(({ nip, party, role }) => ({ nip, name: party.name, role, token: kernel.tokens.find(({ name, contextNip }) => name === null && contextNip === nip)?.text ?? null })),
    credentials: { tokens: tokenTexts(kernel.tokens), certificates: DEMO_CERTIFICATES },
    clock: kernel.clock,
    doors,
    close: async () => {
      if (reopening !== null) clearTimeout(reopening)
      await doors.shut()
      await kernel.exports.close()
    },
  }
}
