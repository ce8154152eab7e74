import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { archiveOperations } from '../../../../electron/archive/operations.ts'
import { callOperationsHere } from '../../../../electron/archive/thread/callOperations.ts'
import { createChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import type { ChosenFiles } from '../../../../electron/core/taxpayers/chosenFiles.ts'
import { openTaxpayerCatalogue } from '../../../../electron/core/taxpayers/openTaxpayerCatalogue.ts'
import { createTaxpayers } from '../../../../electron/core/taxpayers/taxpayers.ts'
import type { Taxpayers } from '../../../../electron/core/taxpayers/taxpayers.ts'
import { createKsefClient } from '../../../../electron/ksef/client.ts'
import { RateBudget } from '../../../../electron/ksef/rateBudget.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { createMemorySecrets } from '../../../../electron/platform/secrets.ts'
import type { SecretStore } from '../../../../electron/platform/secrets.ts'
import type { CredentialInput, TaxpayerDraft } from '../../../../electron/shared/contract/taxpayers.ts'
import { TaxpayerSummary } from '../../../../electron/shared/contract/taxpayers.ts'
import { AppError } from '../../../../electron/shared/errors.ts'
import { startSimulator } from '../../../../electron/simulator/startSimulator.ts'
import type { RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await startSimulator({ seed: 1, invoices: 20, limits: 'off' })
})
afterAll(() => simulator.close())

interface Office {
  readonly taxpayers: Taxpayers
  readonly secrets: SecretStore
  readonly chosenFiles: ChosenFiles
  readonly folder: string
}

function office(): Office {
  const folder = temporaryFolder()
  const secrets = createMemorySecrets()
  const chosenFiles = createChosenFiles()
  const catalogue = openTaxpayerCatalogue(folder)
  const archives = callOperationsHere(archiveOperations)
  onTestFinished(async () => {
    catalogue.close()
    await archives.closeAll()
  })
  const taxpayers = createTaxpayers({
    archiveFolder: folder,
    catalogue,
    secrets,
    chosenFiles,
    archives,
    connect: ({ context, apiBase, opened }) =>
      createKsefClient({
        context,
        apiBase: apiBase ?? expect.fail('only the simulator is asked'),
        credential: opened.credential,
        budget: new RateBudget({ store: catalogue.budgetStoreOf(context), clock: systemClock }),
        clock: systemClock,
        log: () => undefined,
      }),
    clock: systemClock,
    language: () => 'pl',
    isDemo: false,
    idOffset: 100,
  })
  return { taxpayers, secrets, chosenFiles, folder }
}

function draft(credential: CredentialInput, nip = simulator.taxpayers[0]!.nip): TaxpayerDraft {
  return { context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, displayName: 'Piekarnia', apiBase: simulator.apiBase, credential }
}

function token(name: keyof RunningSimulator['credentials']['tokens']): CredentialInput {
  return { kind: 'token', token: simulator.credentials.tokens[name] }
}

const SIGNAL = new AbortController().signal

describe('adding a taxpayer', () => {
  test('makes its archive, keeps its secret, and lists it without the secret', async () => {
    const { taxpayers, secrets, folder } = office()
    const added = await taxpayers.add(draft(token('archive')))
    expect(TaxpayerSummary.parse(added)).toMatchObject({ id: 101, displayName: 'Piekarnia', credentialKind: 'token', credentialKept: 'memory', isDemo: false })
    expect(taxpayers.list()).toEqual([added])
    expect(JSON.stringify(added)).not.toContain(simulator.credentials.tokens.archive)
    expect(existsSync(added.archivePath)).toBe(true)
    expect(added.archivePath.startsWith(join(folder, 'archives'))).toBe(true)
    expect(await secrets.get(`simulator:Nip:${simulator.taxpayers[0]!.nip}`)).toContain(simulator.credentials.tokens.archive)
    expect((await taxpayers.credentialOf(added.id)).credential).toEqual({ kind: 'token', token: simulator.credentials.tokens.archive })
  })

  test('refuses a wrong NIP and one that is on the list, and leaves nothing behind', async () => {
    const { taxpayers, folder } = office()
    await expect(taxpayers.add(draft(token('archive'), '5252248482'))).rejects.toMatchObject({ code: 'nip-invalid' })
    expect(existsSync(join(folder, 'archives'))).toBe(false)
    await taxpayers.add(draft(token('archive')))
    await expect(taxpayers.add(draft(token('archive')))).rejects.toMatchObject({ code: 'taxpayer-exists' })
    expect(taxpayers.list()).toHaveLength(1)
  })

  test('keeps no secret and lists nothing when the archive cannot be made', async () => {
    const { taxpayers, secrets, folder } = office()
    writeFileSync(join(folder, 'archives'), 'a file where the folder should be')
    await expect(taxpayers.add(draft(token('archive')))).rejects.toThrow()
    expect(taxpayers.list()).toEqual([])
    expect(secrets.placeOf(`simulator:Nip:${simulator.taxpayers[0]!.nip}`)).toBe('none')
  })
})

describe('a client who leaves', () => {
  test('is only read from then on, without its secret, and may come back', async () => {
    const { taxpayers, secrets } = office()
    const added = await taxpayers.add(draft(token('archive')))
    expect(await taxpayers.leave(added.id)).toEqual({ archivePath: added.archivePath })
    expect([secrets.placeOf(`simulator:Nip:${simulator.taxpayers[0]!.nip}`), existsSync(added.archivePath)]).toEqual(['none', true])
    expect(taxpayers.list()).toMatchObject([{ id: added.id, credentialKind: null, credentialKept: 'none', credentialSharedBy: 0, leftAt: expect.any(String) as string }])
    expect(() => taxpayers.workingRecordOf(added.id)).toThrow(expect.objectContaining({ code: 'taxpayer-left' }))
    await expect(taxpayers.test(added.id, SIGNAL)).rejects.toMatchObject({ code: 'taxpayer-left' })
    await expect(taxpayers.replaceCredential(added.id, token('owner'), false)).rejects.toMatchObject({ code: 'taxpayer-left' })
    expect(taxpayers.access()).toEqual([])
    expect(taxpayers.comeBack(added.id)).toMatchObject({ leftAt: null })
    await taxpayers.replaceCredential(added.id, token('owner'), false)
    expect(await taxpayers.test(added.id, SIGNAL)).toMatchObject({ ok: true })
  })
})

describe('replacing a credential', () => {
  test('signs in with the new one from then on', async () => {
    const { taxpayers } = office()
    const { id } = await taxpayers.add(draft(token('revoked')))
    expect(await taxpayers.test(id, SIGNAL)).toMatchObject({ ok: false })
    await taxpayers.replaceCredential(id, token('archive'), false)
    expect(await taxpayers.test(id, SIGNAL)).toMatchObject({ ok: true })
  })
})

/** A PEM certificate of the simulator and its key, as files that the person chose. */
async function certificate({ chosenFiles, folder }: Office, name: keyof RunningSimulator['credentials']['certificates']): Promise<CredentialInput> {
  const { certificatePem, privateKeyPem } = simulator.credentials.certificates[name]
  writeFileSync(join(folder, 'a.crt'), certificatePem)
  writeFileSync(join(folder, 'a.key'), privateKeyPem)
  const [certificateFile, keyFile] = [await chosenFiles.keep(join(folder, 'a.crt')), await chosenFiles.keep(join(folder, 'a.key'))]
  return { kind: 'certificate', certificateHandle: certificateFile.handle, keyHandle: keyFile.handle, password: '', subjectIdentifier: null }
}

describe('a certificate', () => {
  test.each(['owner-rsa', 'owner-ec'] as const)('of the owner (%s) signs in, now and after the key store', async (name) => {
    const here = office()
    const input = await certificate(here, name)
    const report = await here.taxpayers.testDraft(draft(input), SIGNAL)
    expect(report).toMatchObject({ ok: true, upo: 'all', certificate: { purpose: expect.any(String) as string, opensEverything: true } })
    const { id, credentialKind, certificateValidUntil } = await here.taxpayers.add(draft(input))
    expect([credentialKind, certificateValidUntil]).toEqual(['certificate', report.certificate?.validUntil])
    expect(await here.taxpayers.test(id, SIGNAL)).toEqual(report)
  })

  test.each([
    ['offline-type', 'certificate-offline-type'],
    ['expired', 'certificate-expired'],
  ] as const)('that cannot sign in (%s) is shown with its reason, and not kept', async (name, code) => {
    const here = office()
    const input = await certificate(here, name)
    expect(await here.taxpayers.testDraft(draft(input), SIGNAL)).toMatchObject({ ok: false, error: { code }, certificate: { subject: expect.any(String) as string } })
    await expect(here.taxpayers.add(draft(input))).rejects.toMatchObject({ code })
    expect(here.taxpayers.list()).toEqual([])
  })

  test('of somebody without permission leads to the request for one', async () => {
    const here = office()
    const report = await here.taxpayers.testDraft(draft(await certificate(here, 'other-nip')), SIGNAL)
    expect(report).toMatchObject({ ok: false, error: { code: 'certificate-other-nip' } })
    expect(report.requestText).toContain('Introspection')
  })

  test('without its key says that the key is missing', async () => {
    const here = office()
    const input = { ...(await certificate(here, 'owner-rsa')), keyHandle: null } as CredentialInput
    expect(await here.taxpayers.testDraft(draft(input), SIGNAL)).toMatchObject({ ok: false, error: { code: 'certificate-unreadable', details: { reason: 'no-key' } } })
  })

  test('with the key of another certificate is refused', async () => {
    const here = office()
    const one = (await certificate(here, 'owner-rsa')) as Extract<CredentialInput, { kind: 'certificate' }>
    const other = (await certificate(here, 'owner-ec')) as Extract<CredentialInput, { kind: 'certificate' }>
    const mixed = { ...one, keyHandle: other.keyHandle }
    expect(await here.taxpayers.testDraft(draft(mixed), SIGNAL)).toMatchObject({ ok: false, error: { code: 'certificate-key-mismatch' } })
  })
})

describe('trying a connection', () => {
  test('of a token with both permissions: invoices and all UPO, nothing to ask for', async () => {
    expect(await office().taxpayers.testDraft(draft(token('archive')), SIGNAL)).toEqual({
      ok: true,
      error: null,
      invoices: 'yes',
      upo: 'all',
      permissions: ['InvoiceRead', 'Introspection'],
      requestText: null,
      certificate: null,
    })
  })

  test('of the usual grant to an office: invoices yes, UPO no, and the request to send', async () => {
    const report = await office().taxpayers.testDraft(draft(token('read-only')), SIGNAL)
    expect(report).toMatchObject({ ok: true, invoices: 'yes', upo: 'none' })
    expect(report.requestText).toContain('Introspection')
    expect(report.requestText).toContain('Piekarnia')
    expect(report.requestText).toContain(simulator.taxpayers[0]!.nip)
  })

  test.each([
    ['revoked', 'sign-in-token-revoked'],
    ['other-context', 'sign-in-token-invalid'],
  ] as const)('of a token that is %s: %s', async (name, code) => {
    expect(await office().taxpayers.testDraft(draft(token(name)), SIGNAL)).toMatchObject({ ok: false, error: { code }, invoices: 'unknown', upo: 'unknown' })
  })

  test('says that KSeF cannot be reached, and keeps nothing of the draft', async () => {
    const { taxpayers, secrets, folder } = office()
    const nowhere = { ...draft(token('archive')), apiBase: 'http://127.0.0.1:1/v2' }
    expect(await taxpayers.testDraft(nowhere, SIGNAL)).toMatchObject({ ok: false, error: { code: 'network-unreachable' } })
    expect([existsSync(join(folder, 'archives')), secrets.placeOf(`simulator:Nip:${simulator.taxpayers[0]!.nip}`)]).toEqual([false, 'none'])
  })

  test('that takes too long ends as such', async () => {
    expect(await office().taxpayers.testDraft(draft(token('archive')), AbortSignal.abort())).toMatchObject({ ok: false, error: { code: 'sign-in-timeout' } })
  })

  test('without a kept credential says that one is missing', async () => {
    const { taxpayers, secrets } = office()
    const { id } = await taxpayers.add(draft(token('archive')))
    await secrets.remove(`simulator:Nip:${simulator.taxpayers[0]!.nip}`)
    expect(await taxpayers.test(id, SIGNAL)).toMatchObject({ ok: false, error: { code: 'credential-missing' } })
  })
})

/** Contexts that the certificate of a bookkeeper opens, and one that it does not. */
async function officeOfClients(here: Office, name: keyof RunningSimulator['credentials']['certificates'], nips: readonly string[]): Promise<readonly TaxpayerSummary[]> {
  const credential = here.taxpayers.gather(await certificate(here, name))
  const added: TaxpayerSummary[] = []
  for (const nip of nips) added.push(await here.taxpayers.addWith(draft(token('archive'), nip), credential))
  return added
}

describe('one certificate for several clients', () => {
  const clients = ['5252248481', '5260250274', '1132191233'] as const

  test('is kept once, and stays until the last of them leaves', async () => {
    const here = office()
    const added = await officeOfClients(here, 'bookkeeper', clients)
    const keys = new Set(added.map(({ id }) => here.taxpayers.recordOf(id).secretKey))
    expect(keys.size).toBe(1)
    const [key = ''] = keys
    expect(added.at(-1)).toMatchObject({ credentialSharedBy: 3, credentialKept: 'memory' })
    for (const { id } of added.slice(0, -1)) {
      await here.taxpayers.leave(id)
      expect(here.secrets.placeOf(key)).toBe('memory')
    }
    await here.taxpayers.forget(added[0]!.id)
    expect(here.secrets.placeOf(key)).toBe('memory')
    await here.taxpayers.leave(added[2]!.id)
    expect(here.secrets.placeOf(key)).toBe('none')
    expect(here.taxpayers.list().map(({ credentialKind }) => credentialKind)).toEqual([null, null])
  })

  test('is replaced for one of them alone, or for all at once', async () => {
    const here = office()
    const [one, two, three] = await officeOfClients(here, 'bookkeeper', clients)
    const old = here.taxpayers.recordOf(one!.id).secretKey
    expect(await here.taxpayers.replaceCredential(one!.id, await certificate(here, 'bookkeeper-person'), false)).toMatchObject({ credentialSharedBy: 1 })
    expect(here.taxpayers.recordOf(two!.id).secretKey).toBe(old)
    expect(await here.taxpayers.replaceCredential(two!.id, await certificate(here, 'bookkeeper-person'), true)).toMatchObject({ credentialSharedBy: 3 })
    expect(here.taxpayers.recordOf(three!.id).secretKey).toBe(here.taxpayers.recordOf(one!.id).secretKey)
    expect(here.secrets.placeOf(old)).toBe('none')
    await expect(here.taxpayers.replaceCredential(two!.id, token('archive'), true)).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test('is given anew to all of them at once where it was only remembered, and is gone', async () => {
    const here = office()
    const [one, two] = await officeOfClients(here, 'bookkeeper', clients)
    await here.secrets.remove(here.taxpayers.recordOf(one!.id).secretKey)
    expect(here.taxpayers.list().map(({ credentialKept, credentialSharedBy }) => [credentialKept, credentialSharedBy])).toEqual(clients.map(() => ['none', 3]))
    await here.taxpayers.replaceCredential(one!.id, await certificate(here, 'bookkeeper'), true)
    expect((await here.taxpayers.credentialOf(two!.id)).credential.kind).toBe('certificate')
  })

  test('is not thrown away with a client that could not be added', async () => {
    const here = office()
    const [one] = await officeOfClients(here, 'bookkeeper', [clients[0]])
    await expect(officeOfClients(here, 'bookkeeper', [clients[0]])).rejects.toMatchObject({ code: 'taxpayer-exists' })
    expect((await here.taxpayers.credentialOf(one!.id)).credential.kind).toBe('certificate')
  })
})

describe('what is known of the access', () => {
  test('outlives the look: what is missing, the request to whom, and what changed', async () => {
    const here = office()
    const [client] = await officeOfClients(here, 'bookkeeper', [simulator.taxpayers[0]!.nip])
    expect(here.taxpayers.access()).toEqual([{ taxpayerId: client!.id, now: null, before: null, failure: null, missing: [], holder: null, requestText: null }])
    await here.taxpayers.test(client!.id, SIGNAL)
    const [office1] = here.taxpayers.access()
    expect(office1).toMatchObject({ now: { invoices: 'yes', upo: 'own-sessions', error: null }, before: null, missing: ['Introspection'] })
    expect(office1?.requestText).toContain('9991000269')
    expect(office1?.holder).toMatchObject({ identifiedBy: 'nip', identifier: '9991000269' })

    await here.taxpayers.replaceCredential(client!.id, await certificate(here, 'bookkeeper-person'), false)
    await here.taxpayers.test(client!.id, SIGNAL)
    expect(here.taxpayers.access()).toMatchObject([{ now: { upo: 'all' }, before: { upo: 'own-sessions' }, missing: [], requestText: null }])
  })

  test('says who has no access, and is not changed by a look that was stopped', async () => {
    const here = office()
    const [client] = await officeOfClients(here, 'other-nip', [simulator.taxpayers[0]!.nip])
    await here.taxpayers.test(client!.id, SIGNAL)
    const known = here.taxpayers.access()
    expect(known).toMatchObject([{ now: { error: { code: 'certificate-other-nip' } }, missing: ['InvoiceRead', 'Introspection'] }])
    await expect(here.taxpayers.test(client!.id, AbortSignal.abort(new AppError('cancelled')))).rejects.toMatchObject({ code: 'cancelled' })
    expect(here.taxpayers.access()).toEqual(known)
    await here.taxpayers.test(client!.id, AbortSignal.abort())
    expect(here.taxpayers.access()).toMatchObject([{ now: known[0]!.now, failure: { error: { code: 'sign-in-timeout' } } }])
  })
})
