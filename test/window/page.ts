import { fakeApi } from '../support/fakeApi.ts'
import { FAKE_DEFAULTS, type FakeOptions } from '../support/fakeOptions.ts'

/** The real window on a made-up `window.api`; the address says which: `?language=en&taxpayers=none`. */
const asked = Object.fromEntries([...new URLSearchParams(location.search)].map(([name, value]): readonly [string, unknown] => [name, /^(\d+|true|false)$/.test(value) ? JSON.parse(value) : value]))
const options: FakeOptions = { ...FAKE_DEFAULTS, ...(asked as Partial<FakeOptions>) }
Object.assign(window, { api: fakeApi(options) })
await import('../../renderer/main.tsx')
