import { Component, type ReactNode } from 'react'
import { Blank } from '../components/Blank.tsx'
import { Button } from '../components/Button.tsx'
import { describeError } from '../../electron/shared/messages/errors.ts'

interface Props {
  readonly children: ReactNode
}

/** A fault of the window itself. It may be a fault of the language provider too, so both languages are shown. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    const [pl, en] = (['pl', 'en'] as const).map((language) => describeError(language, { code: 'unexpected', details: {} }))
    return (
      <main className="boundary">
        <Blank icon="alert" title={pl?.whatHappened ?? ''} actions={<Button look="primary" onPress={() => window.location.reload()}>Otwórz okno na nowo · Reopen the window</Button>}>
          <p>{pl?.nextStep}</p>
          <p lang="en">
            {en?.whatHappened} {en?.nextStep}
          </p>
        </Blank>
      </main>
    )
  }
}
