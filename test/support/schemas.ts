import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XmlValidateError, XsdValidator } from 'libxml2-wasm'

const SHARED = process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../shared')
const FOLDER = join(SHARED, 'ksef/xsd')

/** Why schema tests cannot run here, or null. */
export function schemasMissing(): string | null {
  return existsSync(FOLDER) ? null : `the Ministry's schemas are not at ${FOLDER}: set TECZKA_SHARED`
}

/** Where the FA schemas import their base types from; nothing is fetched, the files lie in `bazowe`. */
const BASE_ADDRESS = 'http://crd.gov.pl/xml/schematy/dziedzinowe/mf/2022/01/05/eD/DefinicjeTypy/'

let isRegistered = false

function registerBaseSchemas(): void {
  if (isRegistered) return
  isRegistered = true
  const folder = join(FOLDER, 'bazowe')
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(readdirSync(folder).map((name) => [`${BASE_ADDRESS}${name}`, readFileSync(join(folder, name))]))))
}

/** A check of documents against one of the Ministry's schemas; gives what is wrong, line by line. */
export function schemaCheck(schemaFile: string): (document: Uint8Array) => readonly string[] {
  registerBaseSchemas()
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(join(FOLDER, schemaFile))))
  return (bytes) => {
    const document = XmlDocument.fromBuffer(bytes)
    try {
      validator.validate(document)
      return []
    } catch (error) {
      if (error instanceof XmlValidateError) return error.details.map(({ message }) => message.trim())
      throw error
    } finally {
      document.dispose()
    }
  }
}
