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

describe('taking a taxpayer off the list', () => {
  test('forgets its secret and leaves its archive, which comes back with it', async () => {
    const { taxpayers, secrets } = office()
    const added = await taxpayers.add(draft(token('archive')))
    expect(await taxpayers.remove(added.id)).toEqual({ archivePath: added.archivePath })
    expect([taxpayers.list(), secrets.placeOf(`simulator:Nip:${simulator.taxpayers[0]!.nip}`), existsSync(added.archivePath)]).toEqual([[], 'none', true])
    await expect(taxpayers.remove(added.id)).rejects.toMatchObject({ code: 'not-found' })
    expect((await taxpayers.add(draft(token('owner')))).archivePath).toBe(added.archivePath)
  })
})

describe('replacing a credential', () => {
  test('signs in with the new one from then on', async () => {
    const { taxpayers } = office()
    const { id } = await taxpayers.add(draft(token('revoked')))
    expect(await taxpayers.test(id, SIGNAL)).toMatchObject({ ok: false })
    await taxpayers.replaceCredential(id, token('archive'))
    expect(await taxpayers.test(id, SIGNAL)).toMatchObject({ ok: true })
  })
})

/** A PEM certificate of the simulator and its key, as files that the person chose. */
async function certificate({ chosenFiles, folder }: Office, name: keyof RunningSimulator['credentials']['certificates']): Promise<CredentialInput> {
  const { certificatePem, privateKeyPem } = simulator.credentials.certificates[name]
  writeFileSync(join(folder, 'a.crt'), certificatePem)
  writeFileSync(join(folder, 'a.key'), privateKeyPem)
  const [certificateFile, keyFile] = [await chosenFiles.keep(join(folder, 'a.crt')), await chosenFiles.keep(join(folder, 'a.key'))]
  return { kind: 'certificate', certificateHandle: certificateFile.handle, keyHandle: keyFile.handle, password: '' }
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
