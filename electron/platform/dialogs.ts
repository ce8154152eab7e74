/** The system's dialogs, over the main window; null whenever the person changed their mind. */
export interface Dialogs {
  chooseCredentialFile(purpose: 'certificate' | 'key'): Promise<string | null>
  /** A file with one or more certificates that the person trusts. */
  chooseTrustedCertificates(): Promise<string | null>
  /** A file with certificates of a company network. */
  chooseNetworkCertificates(): Promise<string | null>
  chooseArchiveFolder(present: string): Promise<string | null>
  /** Where a folder for a client who leaves is made. */
  chooseHandOverFolder(): Promise<string | null>
  /** Any number of files, or folders, to take documents from; none when the person changed their mind. */
  chooseImports(what: 'files' | 'folder'): Promise<readonly string[]>
  /** Where to write; the system asks before an existing file is replaced. */
  chooseSavePath(suggestedName: string, kind: 'xml' | 'zip'): Promise<string | null>
}
