import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

const SHARED = process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../shared')
const CONTRACT = join(SHARED, 'ksef/open-api.json')

/** Why contract tests cannot run here, or null. */
export function contractMissing(): string | null {
  return existsSync(CONTRACT) ? null : `the Ministry's contract is not at ${CONTRACT}: set TECZKA_SHARED`
}

type Schema = Record<string, unknown>

interface ResponseDescription {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

interface Operation {
  readonly responses: Readonly<Record<string, ResponseDescription>>
  readonly 'x-rate-limits'?: Readonly<Record<string, number>>
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/**
 * OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, references lead to the component schemas. An object may have
 * no field that its schema does not name: stricter than the contract, so that a misspelt optional field is found.
 */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value as Schema
  const schema = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'example').map(([name, inner]) => [name, name === '$ref' && typeof inner === 'string' ? inner.replace('#/components/schemas/', 'contract#/definitions/') : toJsonSchema(inner)]))
  if (schema.type === 'object' && 'properties' in schema && !('additionalProperties' in schema)) schema.additionalProperties = false
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

export interface ContractCheck {
  /** Errors of an answer against the contract; empty when it fits. */
  readonly errorsOf: (method: string, path: string, status: number, contentType: string, body: unknown) => readonly string[]
  readonly limitsOf: (method: string, path: string) => Readonly<Record<string, number>> | undefined
}

/** Reads the contract and compiles its schemas as they are asked for. */
export function readContract(): ContractCheck {
  const contract = JSON.parse(readFileSync(CONTRACT, 'utf8')) as Contract
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: 'contract', definitions: toJsonSchema(contract.components.schemas) as Schema })
  const compiled = new Map<string, ValidateFunction>()

  return {
    errorsOf: (method, path, status, contentType, body) => {
      const response = contract.paths[path]?.[method.toLowerCase()]?.responses[String(status)]
      if (response === undefined) return [`the contract knows no answer ${status} of ${method} ${path}`]
      if (response.content === undefined) return body === '' ? [] : ['the contract wants an empty answer']
      const type = contentType.split(';')[0] ?? ''
      const content = response.content[type]
      if (content === undefined) return [`the contract knows no ${type} for ${status} of ${method} ${path}`]
      const key = `${method} ${path} ${status} ${type}`
      const validate = compiled.get(key) ?? ajv.compile(toJsonSchema(content.schema) as Schema)
      compiled.set(key, validate)
      return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${key} ${instancePath} ${message ?? ''} ${JSON.stringify(params)}`)
    },
    limitsOf: (method, path) => contract.paths[path]?.[method.toLowerCase()]?.['x-rate-limits'],
  }
}
