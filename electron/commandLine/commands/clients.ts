import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { clientFiles, deleteClient } from '../../core/clients/deleteClient.ts'
import { handOverClient } from '../../core/clients/handOverClient.ts'
import { sideBySide } from '../../core/clients/sideBySide.ts'
import { accessView } from '../../core/taxpayers/accessView.ts'
import { noteLook } from '../../core/taxpayers/noteLook.ts'
import type { TaxpayerRecord } from '../../core/taxpayers/taxpayerCatalogue.ts'
import { testConnection } from '../../core/taxpayers/testConnection.ts'
import { createKsefClient } from '../../ksef/client.ts'
import type { Credential } from '../../ksef/credential.ts'
import { addressesOf } from '../../ksef/environments.ts'
import { RateBudget } from '../../ksef/rateBudget.ts'
import { systemClock } from '../../platform/clock.ts'
import type { RefusedClient } from '../../shared/contract/clients.ts'
import { TaxpayerId } from '../../shared/contract/common.ts'
import type { Language } from '../../shared/contract/program.ts'
import { AppError, toErrorReport } from '../../shared/errors.ts'
import { accessMarks, describeAccess, describeAccessChanges, describeClientProblem } from '../../shared/messages/access.ts'
import { describeError } from '../../shared/messages/errors.ts'
import { formatBytes, formatInstant } from '../../shared/messages/formats.ts'
import { readClientList } from '../../shared/model/clientList.ts'
import { ENVIRONMENTS } from '../../shared/model/context.ts'
import type { CredentialEnd } from '../../shared/model/credentialEnd.ts'
import { argumentAt, chosenOption, NO_ARGUMENTS, ONE_ARGUMENT, textOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { askToType } from '../confirm.ts'
import { connectionFromEnvironment } from '../connectionFromEnvironment.ts'
import { credentialFromEnvironment } from '../credentialFromEnvironment.ts'
import { EXIT } from '../exitCodes.ts'
import { noteCredentialEnd } from '../noteCredentialEnd.ts'
import { PROGRAM } from '../program.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'
import type { Workplace } from '../workplace.ts'

/** A sign-in answers within a minute. */
const LOOK_TIMEOUT_MS = 90_000

export const contextAddMany: CliCommand = {
  usage: 'context add-many FILE [--environment production|demo|test|simulator] [--api-base URL] [--check] [--folder PATH]',
  summary: {
    pl: 'Dodaje wielu podatników z listy (NIP-y z nazwami i ewentualnie tokenem w wierszu); --check od razu sprawdza dostęp.',
    en: 'Adds many taxpayers from a list (NIPs with names and, if wanted, a token on the line); --check looks at the access at once.',
  },
  takes: ONE_ARGUMENT,
  options: { ...WORKPLACE_OPTIONS, environment: { type: 'string' }, 'api-base': { type: 'string' }, check: { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async (workplace) => {
      const environment = chosenOption(invocation, 'environment', ENVIRONMENTS, 'production')
      const isListed = new Set(workplace.catalogue.list().flatMap(({ context: { environment: where, identifier } }) => (where === environment ? [`${identifier.type}:${identifier.value}`] : [])))
      const { clients, problems } = readClientList(readText(argumentAt(invocation, 0)), ({ type, value }) => isListed.has(`${type}:${value}`))
      const refused: RefusedClient[] = problems.map(({ line, text, problem }) => ({ line, text, reason: { problem } }))
      const added: { readonly taxpayer: TaxpayerRecord; readonly token: string | null }[] = []
      for (const { line, identifier, name, token } of clients) {
        try {
          const taxpayer = await workplace.addTaxpayer({ context: { environment, identifier }, displayName: name, apiBase: textOption(invocation, 'api-base') })
          added.push({ taxpayer, token })
        } catch (cause) {
          refused.push({ line, text: identifier.value, reason: { error: toErrorReport(cause) } })
        }
      }
      invocation.output.json({ added: added.map(({ taxpayer }) => taxpayer.id), refused })
      for (const { taxpayer } of added) invocation.output.line(`+ ${taxpayer.id}  ${taxpayer.context.identifier.value}  ${taxpayer.displayName}`)
      for (const { line, text, reason } of refused) {
        const why = 'problem' in reason ? describeClientProblem(invocation.language, reason.problem) : describeError(invocation.language, reason.error).whatHappened
        invocation.output.line(`! ${line}: ${text} – ${why}`)
      }
      if (invocation.options.check === true) {
        const tokens = new Map(added.map(({ taxpayer, token }) => [taxpayer.id, token]))
        const credentialFor = ({ id }: TaxpayerRecord): Credential => {
          const token = tokens.get(id)
          return token == null ? credentialFromEnvironment(invocation.environment) : { kind: 'token', token }
        }
        await look(invocation, workplace, added.map(({ taxpayer }) => taxpayer), credentialFor)
        tellAccess(invocation, workplace, added.map(({ taxpayer }) => taxpayer))
      }
      return EXIT.done
    }, { mayMake: true }),
}

export const access: CliCommand = {
  usage: 'access [--check] [--requests] [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Tabela dostępu podatników: faktury, UPO, dlaczego nie; --check loguje się do każdego danymi ze zmiennych, --requests dodaje gotowe prośby.',
    en: 'Access table of the taxpayers: invoices, UPO, why not; --check signs in to each with the credential of the variables, --requests adds the ready requests.',
  },
  takes: NO_ARGUMENTS,
  options: { ...WORKPLACE_OPTIONS, check: { type: 'boolean' }, requests: { type: 'boolean' } },
  run: (invocation) =>
    withWorkplace(invocation, async (workplace) => {
      const chosen = textOption(invocation, 'taxpayer')
      const taxpayers = chosen === null ? workplace.catalogue.list().filter(({ leftAt }) => leftAt === null) : [workplace.workingTaxpayerOf(chosen)]
      if (invocation.options.check === true) {
        const credential = credentialFromEnvironment(invocation.environment)
        const credentialEnd = noteCredentialEnd(invocation, credential, systemClock.now())
        await look(invocation, workplace, taxpayers, () => credential)
        tellAccess(invocation, workplace, taxpayers, { credentialEnd })
      } else tellAccess(invocation, workplace, taxpayers)
      return invocation.signal.aborted ? EXIT.cancelled : EXIT.done
    }),
}

async function look(invocation: Invocation, { catalogue }: Workplace, taxpayers: readonly TaxpayerRecord[], credentialFor: (taxpayer: TaxpayerRecord) => Credential): Promise<void> {
  const { language, signal, output } = invocation
  const connection = connectionFromEnvironment(invocation.environment)
  let done = 0
  await sideBySide(taxpayers, signal, async (taxpayer) => {
    const { context, displayName, apiBase } = taxpayer
    const credential = credentialFor(taxpayer)
    const certificate = credential.kind === 'certificate' ? credential.signing.summary : null
    const report = await testConnection({
      context,
      displayName,
      language,
      open: () => ({ credential, certificate }),
      connect: () =>
        createKsefClient({
          context,
          apiBase: addressesOf(context.environment, apiBase).apiBase,
          credential,
          connection,
          budget: new RateBudget({ store: catalogue.budgetStoreOf(context), clock: systemClock }),
          clock: systemClock,
          log: () => undefined,
        }),
      now: new Date(systemClock.now()),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]),
    })
    if (signal.aborted) return
    noteLook(catalogue, { context, at: new Date(systemClock.now()).toISOString(), report, certificate })
    done += 1
    output.note(`${done}/${taxpayers.length}  ${context.identifier.value}`)
  })
}

/** `beside`: for programs, when the credential that was just tried ends, if soon. */
function tellAccess({ output, language, options }: Invocation, { catalogue }: Workplace, taxpayers: readonly TaxpayerRecord[], beside: { readonly credentialEnd?: CredentialEnd | null } = {}): void {
  for (const record of taxpayers) {
    const view = accessView({ taxpayerId: TaxpayerId.parse(record.id), record, history: catalogue.accessOf(record.context), language })
    output.json({ ...view, context: record.context, displayName: record.displayName, ...beside })
    const { invoices, upo } = accessMarks(view.now)
    const changes = describeAccessChanges(language, view)
    output.line(`${record.id}  ${record.context.identifier.value}  ${record.displayName}  ${invoices} ${upo}  ${[describeAccess(language, view), ...changes].join(' · ')}`)
    if (options.requests === true && view.requestText !== null) for (const line of ['', ...view.requestText.split('\n'), '']) output.line(line)
  }
}

export const contextLeave: CliCommand = {
  usage: 'context leave ID|NIP [--folder PATH]',
  summary: { pl: 'Kończy pracę dla podatnika: archiwum zostaje, tylko do odczytu.', en: 'Ends the work for a taxpayer: its archive stays, read-only.' },
  takes: ONE_ARGUMENT,
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, ({ catalogue, taxpayerOf }) => {
      const { id, archiveFile } = taxpayerOf(argumentAt(invocation, 0))
      const leftAt = new Date(systemClock.now()).toISOString()
      catalogue.change(id, { leftAt })
      invocation.output.json({ id, leftAt, archiveFile })
      invocation.output.line(archiveFile)
      return Promise.resolve(EXIT.done)
    }),
}

export const contextResume: CliCommand = {
  usage: 'context resume ID|NIP [--folder PATH]',
  summary: { pl: 'Wznawia pracę dla podatnika, który odszedł.', en: 'Takes up the work for a taxpayer that had left.' },
  takes: ONE_ARGUMENT,
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, ({ catalogue, taxpayerOf }) => {
      const { id, displayName } = taxpayerOf(argumentAt(invocation, 0))
      catalogue.change(id, { leftAt: null })
      invocation.output.json({ id, leftAt: null })
      invocation.output.line(`${id}  ${displayName}`)
      return Promise.resolve(EXIT.done)
    }),
}

export const contextHandOver: CliCommand = {
  usage: 'context hand-over ID|NIP FOLDER [--folder PATH]',
  summary: {
    pl: 'Zapisuje w nowym folderze całe archiwum podatnika: zwykłe pliki w ZIP-ie i kopię pliku archiwum.',
    en: 'Writes all of a taxpayer’s archive into a new folder: plain files in a ZIP, and a copy of the archive file.',
  },
  takes: { least: 2, most: 2 },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, archiveOf }) => {
      const taxpayer = taxpayerOf(argumentAt(invocation, 0))
      const archive = archiveOf(taxpayer)
      const { archiveFile, context, displayName } = taxpayer
      const { language, signal, output } = invocation
      const targetFolder = resolve(argumentAt(invocation, 1))
      const result = await handOverClient({ archive, beside: archive, archiveFile, context, displayName, targetFolder, clock: systemClock, language, program: PROGRAM, signal, onProgress: () => undefined })
      output.json(result)
      output.line(`${result.path}: ${result.invoices} · UPO ${result.upos} · XML ${result.xmls} · – ${result.missing}`)
      return EXIT.done
    }),
}

const DELETE_TEXTS = {
  pl: {
    doomed: 'Zostanie usunięte na zawsze:',
    keptBackups: 'Kopie zapasowe, które zostaną (dodaj --with-backups, aby je też usunąć):',
    ask: 'Aby usunąć, wpisz numer tej firmy',
    unasked: 'Niczego nie usunięto: wpisz numer w terminalu albo dodaj --confirm NUMER.',
    kept: 'Niczego nie usunięto: dane logowania tej firmy przechowuje okno programu. Zakończ tam współpracę z nią albo usuń ją tam, aby zniknęły i one.',
    done: 'Usunięto plików:',
  },
  en: {
    doomed: 'To be deleted for good:',
    keptBackups: 'Backups that stay (add --with-backups to delete them too):',
    ask: 'To delete, type the number of this company',
    unasked: 'Nothing was deleted: type the number at a terminal, or add --confirm NUMBER.',
    kept: 'Nothing was deleted: the window keeps the credential of this company. End the work for it there, or delete it there, so that it goes too.',
    done: 'Files deleted:',
  },
} as const satisfies Record<Language, unknown>

export const contextDelete: CliCommand = {
  usage: 'context delete ID|NIP [--with-backups] [--confirm NUMBER] [--folder PATH]',
  summary: {
    pl: 'Usuwa podatnika na zawsze: plik archiwum, wpisy i – na życzenie – kopie zapasowe; pyta o numer.',
    en: 'Deletes a taxpayer for good: archive file, entries and, if wanted, backups; asks for the number.',
  },
  takes: ONE_ARGUMENT,
  options: { ...WORKPLACE_OPTIONS, 'with-backups': { type: 'boolean' }, confirm: { type: 'string' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ catalogue, taxpayerOf, closeArchive }) => {
      const { output, language } = invocation
      const texts = DELETE_TEXTS[language]
      const withBackups = invocation.options['with-backups'] === true
      const taxpayer = taxpayerOf(argumentAt(invocation, 0))
      const taxpayers = {
        recordOf: () => taxpayer,
        list: () => [],
        closeArchive: () => closeArchive(taxpayer),
        noteLeft: () => catalogue.change(taxpayer.id, { leftAt: taxpayer.leftAt ?? new Date(systemClock.now()).toISOString() }),
        leave: () => Promise.resolve({ archivePath: taxpayer.archiveFile }),
        forget: () => {
          catalogue.erase(taxpayer.context)
          return Promise.resolve()
        },
      }
      // A secret in the key store of the window would stay for ever once nothing names it.
      if (taxpayer.credentialKind !== null && !catalogue.list().some(({ id, secretKey, leftAt }) => id !== taxpayer.id && leftAt === null && secretKey === taxpayer.secretKey)) {
        output.note(texts.kept)
        return EXIT.usage
      }
      const taxpayerId = TaxpayerId.parse(taxpayer.id)
      const { archivePath, archiveBytes, backups } = clientFiles(taxpayers, taxpayerId)
      const backupLines = backups.map(({ fileName, bytes, madeAt }) => `  ${fileName}  ${formatBytes(language, bytes)}  ${formatInstant(language, madeAt)}`)
      output.note([texts.doomed, `  ${archivePath}  ${formatBytes(language, archiveBytes)}`, ...(backups.length > 0 && !withBackups ? [texts.keptBackups] : []), ...backupLines].join('\n'))
      const typed = textOption(invocation, 'confirm') ?? (await askToType(invocation, texts.ask))
      if (typed === null) {
        output.note(texts.unasked)
        return EXIT.usage
      }
      const gone = await deleteClient({ taxpayers, taxpayerId, typed, withBackups })
      output.json(gone)
      output.line(`${texts.done} ${gone.deleted}`)
      return EXIT.done
    }),
}

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8')
  } catch (cause) {
    throw new AppError('file-unreadable', { details: { path: file }, cause })
  }
}
