export { STATE_ICONS, StateBadge } from './StateBadge.tsx'
