import { useId, type ReactNode } from 'react'

/** One subject of the pane, with its heading. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className="pane-card" aria-labelledby={id}>
      <h3 id={id} className="pane-card-title">
        {title}
      </h3>
      {children}
    </section>
  )
}

/** A name and its value; the value may be longer than the line. */
export function Fact({ name, hint, children }: { readonly name: ReactNode; readonly hint?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="fact-name">
        {name}
        {hint !== undefined && <span className="fact-hint">{hint}</span>}
      </dt>
      <dd className="fact-value">{children}</dd>
    </div>
  )
}
