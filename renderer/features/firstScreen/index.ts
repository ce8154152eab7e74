export { FirstScreen } from './FirstScreen.tsx'
export { useDemoFromStart } from './useDemo.ts'
