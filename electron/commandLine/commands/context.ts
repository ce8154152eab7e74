import { keptReceived, setKeptReceived } from '../../core/taxpayers/keptReceived.ts'
import type { KeptReceived } from '../../shared/contract/taxpayers.ts'
import { formatInstant } from '../../shared/messages/formats.ts'
import { ENVIRONMENTS, OFFERED_IDENTIFIER_TYPES } from '../../shared/model/context.ts'
import { argumentAt, chosenOption, NO_ARGUMENTS, ONE_ARGUMENT, textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { EXIT } from '../exitCodes.ts'
import { usageError } from '../usageError.ts'
import { withWorkplace, WORKPLACE_OPTIONS } from '../workplace.ts'

export const contextAdd: CliCommand = {
  usage: 'context add IDENTIFIER [--type Nip|InternalId|NipVatUe] [--environment production|demo|test|simulator] [--api-base URL] [--name TEXT] [--folder PATH]',
  summary: {
    pl: 'Dodaje podatnika i zakłada jego archiwum; dane do logowania podaje się przy każdym sync.',
    en: 'Adds a taxpayer and makes its archive; credentials are given at each sync.',
  },
  takes: ONE_ARGUMENT,
  options: { ...WORKPLACE_OPTIONS, type: { type: 'string' }, environment: { type: 'string' }, 'api-base': { type: 'string' }, name: { type: 'string' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ addTaxpayer }) => {
      const environment = chosenOption(invocation, 'environment', ENVIRONMENTS, 'production')
      const type = chosenOption(invocation, 'type', OFFERED_IDENTIFIER_TYPES, 'Nip')
      const taxpayer = await addTaxpayer({
        context: { environment, identifier: { type, value: argumentAt(invocation, 0) } },
        displayName: textOption(invocation, 'name') ?? '',
        apiBase: textOption(invocation, 'api-base'),
      })
      invocation.output.json(taxpayer)
      invocation.output.line(`${taxpayer.id}  ${taxpayer.displayName}  ${taxpayer.archiveFile}`)
      return EXIT.done
    }, { mayMake: true }),
}

export const contextList: CliCommand = {
  usage: 'context list [--folder PATH]',
  summary: { pl: 'Pokazuje podatników z katalogu archiwów.', en: 'Shows the taxpayers of the archive folder.' },
  takes: NO_ARGUMENTS,
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, ({ catalogue }) => {
      const { language } = invocation
      for (const taxpayer of catalogue.list()) {
        const { id, context, displayName, lastRefreshAt, leftAt } = taxpayer
        invocation.output.json(taxpayer)
        invocation.output.line(`${id}  ${context.environment}  ${context.identifier.type} ${context.identifier.value}  ${displayName}  ${lastRefreshAt === null ? '–' : formatInstant(language, lastRefreshAt)}${leftAt === null ? '' : `  × ${formatInstant(language, leftAt)}`}`)
      }
      return Promise.resolve(EXIT.done)
    }),
}

const RECEIVED_WORDS: Readonly<Record<string, KeptReceived>> = { on: 'bought', off: 'none', 'every-role': 'every-role' }

export const contextReceived: CliCommand = {
  usage: 'context received [on|off|every-role] [--taxpayer ID|NIP] [--folder PATH]',
  summary: {
    pl: 'Mówi albo zmienia, czy przechowywać też faktury otrzymane (zakupy); domyślnie nie. every-role: także te, na których firma jest podmiotem trzecim lub upoważnionym.',
    en: 'Tells or changes whether received invoices (purchases) are kept, too; off by default. every-role: also those that name the taxpayer as a third or an authorised party.',
  },
  takes: { least: 0, most: 1 },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, async ({ taxpayerOf, workingTaxpayerOf, archiveOf }) => {
      const [wanted] = invocation.arguments
      const find = wanted === undefined ? taxpayerOf : workingTaxpayerOf
      const archive = archiveOf(find(textOption(invocation, 'taxpayer')))
      if (wanted !== undefined) {
        const kept = RECEIVED_WORDS[wanted]
        if (kept === undefined) throw usageError(wanted)
        await setKeptReceived(archive, kept)
      }
      const kept = await keptReceived(archive)
      invocation.output.json({ keepsReceived: kept !== 'none', kept })
      invocation.output.line(Object.entries(RECEIVED_WORDS).find(([, meant]) => meant === kept)?.[0] ?? kept)
      return EXIT.done
    }),
}
