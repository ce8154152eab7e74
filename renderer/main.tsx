import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/tokens.css'
import './styles/base.css'
import { assertDefined } from '../electron/shared/assert.ts'
import { App } from './app/App.tsx'

createRoot(assertDefined(document.getElementById('root'), 'index.html has it')).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
