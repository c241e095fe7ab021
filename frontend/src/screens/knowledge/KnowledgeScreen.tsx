import { frame } from '@/text/frame'
import { Screen } from '@/ui/Screen'

export default function KnowledgeScreen({ id, documentId }: { id: string; documentId: string }) {
  return <Screen title={frame.knowledge}>{id}{documentId}</Screen>
}
