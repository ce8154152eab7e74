/** What opens a context. Lives in the main process's memory only, never in errors, logs or messages to the window. */
export interface TokenCredential {
  readonly kind: 'token'
  readonly token: string
}

export type Credential = TokenCredential

export type CredentialKind = 'token' | 'certificate'
