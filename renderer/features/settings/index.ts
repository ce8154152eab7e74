export { ArchiveProblem } from './ArchiveProblem.tsx'
export { SettingsScreen } from './SettingsScreen.tsx'
