import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { RotateCw, Trash2, X } from 'lucide-react'
import { api, type Document } from '@/bridge'
import { table as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import type { useDocumentList } from './useDocumentList'
import css from './documents.module.css'

interface Props {
  list: ReturnType<typeof useDocumentList>
  onRemove: (documents: Document[]) => void
}

/** What can be done with the selected documents. */
export function SelectionBar({ list, onRemove }: Props) {
  const again = () => {
    const all = list.selected.map((document) => api.knowledge.retry(document.id, ''))
    list.pickAll(false)
    Promise.all(all).catch(failed)
  }
  return (
    <div className={css.selection} role="toolbar" aria-label={words.selected(list.selected.length)}>
      <strong role="status">{words.selected(list.selected.length)}</strong>
      <Button variant="subtle" leftSection={<RotateCw size={15} />} onClick={again}>{words.again}</Button>
      <Button variant="subtle" color="red" leftSection={<Trash2 size={15} />} onClick={() => onRemove(list.selected)}>{words.remove}</Button>
      <Tooltip label={words.clearSelection}>
        <ActionIcon aria-label={words.clearSelection} onClick={() => list.pickAll(false)}><X size={16} /></ActionIcon>
      </Tooltip>
    </div>
  )
}
