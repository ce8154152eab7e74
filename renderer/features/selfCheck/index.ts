export { SelfCheckScreen } from './SelfCheckScreen.tsx'
