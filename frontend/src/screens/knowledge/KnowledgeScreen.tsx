import { BaseScreen } from './BaseScreen'
import { KnowledgeList } from './KnowledgeList'
import { ReaderScreen } from './ReaderScreen'
import { isTab } from './tabs'

/** All knowledge; one knowledge base with its parts; or one document. */
export default function KnowledgeScreen({ id, documentId }: { id: string; documentId: string }) {
  if (id === '') return <KnowledgeList />
  if (documentId === '' || isTab(documentId)) return <BaseScreen id={id} tab={isTab(documentId) ? documentId : 'documents'} />
  return <ReaderScreen key={documentId} baseId={id} documentId={documentId} />
}
