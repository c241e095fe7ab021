import { ActionIcon, Menu } from '@mantine/core'
import { BookOpenText, Ellipsis, KeyRound, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, type Document } from '@/bridge'
import { path } from '@/stores/route'
import { table as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import { isLocked } from './documentView'
import css from './documents.module.css'

interface Props {
  document: Document
  onUnlock: (document: Document) => void
  onRemove: (document: Document) => void
}

/** Reads a document again from where it came. */
export const readAgain = (document: Document): void => void api.knowledge.retry(document.id, '').catch(failed)

/** What can be done with one document. The menu is made when it is first asked for: a menu a row would make scrolling slow. */
export function RowMenu(props: Props) {
  const [asked, setAsked] = useState(false)
  const label = words.actions(props.document.title)
  if (asked) return <Actions {...props} label={label} />
  return <button type="button" className={css.more} aria-label={label} aria-haspopup="menu" aria-expanded={false} onClick={() => setAsked(true)}><Ellipsis size={16} aria-hidden /></button>
}

function Actions({ document, label, onUnlock, onRemove }: Props & { label: string }) {
  return (
    <Menu defaultOpened>
      <Menu.Target>
        <ActionIcon aria-label={label}><Ellipsis size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={'#' + path.knowledge(document.knowledgeId, document.id)} leftSection={<BookOpenText size={15} />}>{words.open}</Menu.Item>
        {isLocked(document) && <Menu.Item leftSection={<KeyRound size={15} />} onClick={() => onUnlock(document)}>{words.enterPassword}</Menu.Item>}
        {!isLocked(document) && <Menu.Item leftSection={<RotateCw size={15} />} onClick={() => readAgain(document)}>{words.again}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => onRemove(document)}>{words.remove}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
