import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { DocumentText, DocumentView } from '../../../electron/shared/contract/invoices.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { labelOfDocumentKind } from '../../../electron/shared/messages/evidence.ts'
import { useDocumentText } from '../../api/invoices.ts'
import { AppDialog } from '../../components/AppDialog.tsx'
import { Blank } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useCopy } from '../copyNumber/index.ts'
import { FailureBlank } from '../failure/index.ts'
import './DocumentDialog.css'

export interface DocumentDialogProps {
  readonly taxpayer: TaxpayerSummary
  readonly document: DocumentView
  readonly onSave: () => void
  readonly onClose: () => void
}

/** A stored document to read: as an outline, and as it was written. */
export function DocumentDialog({ taxpayer, document, onSave, onClose }: DocumentDialogProps) {
  const { language, say } = useSpeech()
  const text = useDocumentText(taxpayer.id, document.documentId)
  const copy = useCopy()
  return (
    <AppDialog
      size="wide"
      title={labelOfDocumentKind(language, document.kind)}
      closeLabel={say('close')}
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" isDisabled={text.data === undefined} onPress={() => copy(text.data?.text ?? '')}>
            {say('document.copy-text')}
          </Button>
          <Button look="primary" icon="download" onPress={onSave}>
            {say('document.save')}
          </Button>
        </>
      }
    >
      {text.error !== null && <FailureBlank error={text.error} onRetry={() => void text.refetch()} />}
      {text.data !== undefined && (
        <Tabs className="tabs">
          <TabList className="tab-list" aria-label={say('document.ways')}>
            <Tab id="outline" className="tab">
              {say('document.outline')}
            </Tab>
            <Tab id="xml" className="tab">
              {say('document.xml')}
            </Tab>
          </TabList>
          <TabPanel id="outline" className="tab-panel">
            <Outline outline={text.data.outline} />
          </TabPanel>
          <TabPanel id="xml" className="tab-panel">
            {text.data.encodingProblem && <Notice tone="warn">{say('document.encoding-problem')}</Notice>}
            {text.data.truncated && <Notice tone="info">{say('document.truncated')}</Notice>}
            <pre className="document-xml mono">{text.data.text}</pre>
          </TabPanel>
        </Tabs>
      )}
    </AppDialog>
  )
}

function Outline({ outline }: { readonly outline: DocumentText['outline'] }) {
  const { say } = useSpeech()
  if (outline.length === 0) return <Blank icon="document" title={say('document.no-outline')}>{say('document.no-outline.text')}</Blank>
  return (
    <div className="outline">
      {outline.map((part, at) => (
        <section key={at}>
          <h3>{part.title}</h3>
          {part.rows.length > 0 && (
            <dl>
              {part.rows.map((row, rowAt) => (
                <div key={rowAt} className="outline-row">
                  <dt>{row.label}</dt>
                  <dd>{row.value}</dd>
                </div>
              ))}
            </dl>
          )}
          {part.table !== null && (
            <div className="outline-table">
              <table>
                <thead>
                  <tr>
                    {part.table.columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {part.table.rows.map((cells, rowAt) => (
                    <tr key={rowAt}>
                      {cells.map((cell, cellAt) => (
                        <td key={cellAt}>{cell}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      ))}
    </div>
  )
}
