import { Icon } from '../../components/Icon.tsx'
import './AvoidLine.css'

/** What would do harm now. */
export function AvoidLine({ text }: { readonly text: string }) {
  return (
    <p className="avoid-line" title={text}>
      <Icon name="alert" size={14} />
      <span>{text}</span>
    </p>
  )
}
