import type { RefusedClient, SharedCredential } from '../../shared/contract/clients.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { TaxpayerDraft } from '../../shared/contract/taxpayers.ts'
import { AppError, toErrorReport } from '../../shared/errors.ts'
import { readClientList } from '../../shared/model/clientList.ts'
import type { Environment } from '../../shared/model/context.ts'
import type { Taxpayers, UsableCredential } from '../taxpayers/taxpayers.ts'

export interface AddManyOptions {
  readonly text: string
  readonly environment: Environment
  readonly apiBase: string | null
  /** Null: each line has its own token. */
  readonly credential: SharedCredential | null
  readonly taxpayers: Pick<Taxpayers, 'list' | 'gather' | 'usableOf' | 'addWith'>
}

/**
 * Adds every client of a pasted list, with one credential or each with its own token; an archive is made for each, and nothing is asked of
 * KSeF. One that cannot be added never stops the others. Throws the `certificate-…` codes and `credential-missing` for the credential of all.
 */
export async function addMany({ text, environment, apiBase, credential, taxpayers }: AddManyOptions): Promise<{ readonly added: readonly TaxpayerId[]; readonly refused: readonly RefusedClient[] }> {
  const shared = credential === null ? null : credential.kind === 'same-as' ? await taxpayers.usableOf(credential.taxpayerId) : taxpayers.gather(credential)
  const listed = new Set(taxpayers.list().map(({ context: { environment: where, identifier } }) => `${where}:${identifier.type}:${identifier.value}`))
  const { clients, problems } = readClientList(text, ({ type, value }) => listed.has(`${environment}:${type}:${value}`))
  const added: TaxpayerId[] = []
  const refused: RefusedClient[] = problems.map(({ line, text: found, problem }) => ({ line, text: found, reason: { problem } }))
  for (const { line, identifier, name, token } of clients) {
    const draft: Omit<TaxpayerDraft, 'credential'> = { context: { environment, identifier }, displayName: name === '' ? identifier.value : name, apiBase }
    try {
      const { id } = await taxpayers.addWith(draft, credentialFor(shared, token, taxpayers.gather))
      added.push(id)
    } catch (cause) {
      refused.push({ line, text: identifier.value, reason: { error: toErrorReport(cause) } })
    }
  }
  return { added, refused: refused.toSorted((one, other) => one.line - other.line) }
}

/** A token on the line of a client goes before the credential of all. */
function credentialFor(shared: UsableCredential | null, token: string | null, gather: Taxpayers['gather']): UsableCredential {
  if (token !== null) return gather({ kind: 'token', token })
  if (shared === null) throw new AppError('credential-missing')
  return shared
}
