import { throttle } from '../core/throttle.ts'
import type { Throttle } from '../core/throttle.ts'
import type { Emit } from '../ipc/emit.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'
import type { JobView } from '../shared/contract/jobs.ts'

/** A list that is read anew at every commit would never come to rest. */
const ARCHIVE_CHANGED_EVERY_MS = 1_000

/** Tells windows how a job goes; and, as a refresh or an import fills an archive, that its rows are new. */
export function createProgressTeller(emit: Emit): (view: JobView) => void {
  const changes = new Map<TaxpayerId, Throttle>()
  const changesOf = (taxpayerId: TaxpayerId): Throttle => {
    const known = changes.get(taxpayerId) ?? throttle(ARCHIVE_CHANGED_EVERY_MS, () => emit('archive.changed', { taxpayerId }))
    changes.set(taxpayerId, known)
    return known
  }
  return (view) => {
    emit('job.progressed', view)
    if (view.result !== null) {
      for (const taxpayerId of changedBy(view)) changesOf(taxpayerId).now()
      emit('taxpayers.changed', null)
    } else if (view.kind === 'refresh' && view.progress.step !== 'signing-in') {
      changesOf(view.taxpayerId).soon()
    } else if (view.kind === 'import') {
      for (const taxpayerId of view.progress.changed) changesOf(taxpayerId).soon()
    }
  }
}

/** Whose archives a job that ended may have changed. */
function changedBy(view: JobView): readonly TaxpayerId[] {
  if (view.kind === 'import') return view.progress.changed
  return view.taxpayerId === null ? [] : [view.taxpayerId]
}
