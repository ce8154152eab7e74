import { assertNever } from '../../shared/assert.ts'
import type { Language } from '../../shared/contract/program.ts'
import { invoiceForm } from './invoiceForm.ts'
import { outlineFa } from './outline/outlineFa.ts'
import { outlinePef } from './outline/outlinePef.ts'
import type { Outline } from './outline/rows.ts'
import { readXml } from './readXml.ts'

/** An invoice as sections of labelled values and tables of plain text; empty when the bytes are no invoice that can be read. Never throws. */
export function outlineInvoice(bytes: Uint8Array, language: Language): Outline {
  const { root } = readXml(bytes)
  if (root === null) return []
  const form = invoiceForm(root)
  switch (form) {
    case 'FA (2)':
    case 'FA (3)':
    case 'FA_RR (1)':
      return outlineFa(root, form, language)
    case 'PEF (3)':
    case 'PEF_KOR (3)':
      return outlinePef(root, form, language)
    case 'unknown':
      return root.name === 'Faktura' ? outlineFa(root, form, language) : []
    default:
      return assertNever(form)
  }
}
