import { TaxpayerId } from '../../shared/contract/common.ts'
import { CONTEXT_IDENTIFIER_TYPES, ENVIRONMENTS } from '../../shared/model/context.ts'
import { chosenOption, textOption } from '../command.ts'
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
  options: { ...WORKPLACE_OPTIONS, type: { type: 'string' }, environment: { type: 'string' }, 'api-base': { type: 'string' }, name: { type: 'string' } },
  run: (invocation) =>
    withWorkplace(invocation, async ({ addTaxpayer }) => {
      const [value] = invocation.arguments
      if (value === undefined) throw usageError('context add IDENTIFIER')
      const environment = chosenOption(invocation, 'environment', ENVIRONMENTS, 'production')
      const type = chosenOption(invocation, 'type', CONTEXT_IDENTIFIER_TYPES, 'Nip')
      const taxpayer = await addTaxpayer({
        context: { environment, identifier: { type, value } },
        displayName: textOption(invocation, 'name') ?? '',
        apiBase: textOption(invocation, 'api-base'),
      })
      invocation.output.json(taxpayer)
      invocation.output.line(`${taxpayer.id}  ${taxpayer.displayName}  ${taxpayer.archiveFile}`)
      return EXIT.done
    }),
}

export const contextList: CliCommand = {
  usage: 'context list [--folder PATH]',
  summary: { pl: 'Pokazuje podatników z katalogu archiwów.', en: 'Shows the taxpayers of the archive folder.' },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, ({ catalogue }) => {
      for (const taxpayer of catalogue.list()) {
        const { id, context, displayName, lastRefreshAt } = taxpayer
        invocation.output.json(taxpayer)
        invocation.output.line(`${id}  ${context.environment}  ${context.identifier.type} ${context.identifier.value}  ${displayName}  ${lastRefreshAt ?? '–'}`)
      }
      return Promise.resolve(EXIT.done)
    }),
}

export const contextRemove: CliCommand = {
  usage: 'context remove ID [--folder PATH]',
  summary: { pl: 'Zdejmuje podatnika z listy; plik archiwum zostaje.', en: 'Takes a taxpayer off the list; the archive file stays.' },
  options: WORKPLACE_OPTIONS,
  run: (invocation) =>
    withWorkplace(invocation, ({ catalogue, taxpayerOf }) => {
      const taxpayer = taxpayerOf(invocation.arguments[0] ?? null)
      catalogue.remove(taxpayer.id)
      invocation.output.json({ removed: TaxpayerId.parse(taxpayer.id), archiveFile: taxpayer.archiveFile })
      invocation.output.line(taxpayer.archiveFile)
      return Promise.resolve(EXIT.done)
    }),
}
