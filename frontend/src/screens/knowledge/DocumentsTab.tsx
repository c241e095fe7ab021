import { FileUp } from 'lucide-react'
import { useState } from 'react'
import type { Document, KnowledgeBase } from '@/bridge'
import { add as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { AddButtons } from './AddButtons'
import { AddJob, SendingFiles } from './AddJob'
import { isLocked } from './documentView'
import { DocumentTable } from './DocumentTable'
import { DocumentTools } from './DocumentTools'
import { DropArea } from './DropArea'
import { namesOf } from './dropped'
import { PasswordDialog } from './PasswordDialog'
import { RemoveDialog } from './RemoveDialog'
import { removeLater } from './removals'
import { SelectionBar } from './SelectionBar'
import { useAddDocuments } from './useAddDocuments'
import { useBaseJobs, useDocumentList } from './useDocumentList'
import css from './documents.module.css'

/** From this many documents on, removing them asks first. */
const askFrom = 10

/** The documents of a knowledge base: adding, reading again, removing. */
export function DocumentsTab({ base }: { base: KnowledgeBase }) {
  const list = useDocumentList(base.id)
  const jobs = useBaseJobs(base.id)
  const { addPaths, addFiles, sending, formats } = useAddDocuments(base.id)
  const [locked, setLocked] = useState<Document>()
  const [removing, setRemoving] = useState<Document[]>()

  const paths = (dropped: string[]) => void addPaths(dropped)
  const files: React.ComponentProps<typeof DropArea>['onFiles'] = (dropped) => void addFiles(dropped)
  const remove = (documents: Document[]) => {
    list.pickAll(false)
    removeLater(base.id, documents)
  }
  const askRemove = (documents: Document[]) => (documents.length >= askFrom ? setRemoving(documents) : remove(documents))
  const buttons = (small: boolean) => (
    <AddButtons small={small} onPaths={paths} onFiles={files} disabled={sending !== undefined} formats={formats} />
  )
  const { error, isPending } = list.query
  const bare = !isPending && !error && list.all.length === 0
  return (
    <DropArea onPaths={paths} onFiles={files}>
      {sending && <SendingFiles sending={sending} />}
      {jobs.map((job) => <AddJob key={job.id} job={job} />)}
      {error && <div className={css.pad}><ErrorNote error={error} retry={() => void list.query.refetch()} /></div>}
      {bare && (
        <div className={css.zone}>
          <div className={css.zoneIcon} aria-hidden><FileUp size={28} /></div>
          <h2>{words.drop}</h2>
          <span className={css.or}>{words.or}</span>
          {buttons(false)}
          {formats.length > 0 && <p className={css.formats}>{words.formats(namesOf(formats))}</p>}
        </div>
      )}
      {!bare && !error && (
        <>
          {list.selected.length > 0 ? <SelectionBar list={list} onRemove={askRemove} /> : <DocumentTools list={list} buttons={buttons(true)} />}
          <DocumentTable list={list} baseId={base.id} loading={isPending} onUnlock={setLocked} onRemove={(document) => askRemove([document])} />
        </>
      )}
      {locked && <PasswordDialog document={locked} others={list.all.filter((d) => isLocked(d) && d.id !== locked.id)} onClose={() => setLocked(undefined)} />}
      {removing && <RemoveDialog count={removing.length} onClose={() => setRemoving(undefined)} onRemove={() => remove(removing)} />}
    </DropArea>
  )
}
