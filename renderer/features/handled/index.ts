export { Handling } from './Handling.tsx'
