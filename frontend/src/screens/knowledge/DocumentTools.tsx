import { SegmentedControl, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { number } from '@/text/format'
import { table as words } from '@/text/knowledge'
import type { Filter } from './documentView'
import type { useDocumentList } from './useDocumentList'
import css from './documents.module.css'

interface Props {
  list: ReturnType<typeof useDocumentList>
  buttons: ReactNode
}

/** Finding documents, and adding more. */
export function DocumentTools({ list, buttons }: Props) {
  const { view, setView, counts } = list
  const names: Record<Filter, string> = { all: words.all, ready: words.ready, attention: words.attention }
  const data = (['all', 'ready', 'attention'] as const).map((value) => ({
    value,
    label: <span>{names[value]} <span className={css.count}>{number(counts[value])}</span></span>,
  }))
  return (
    <div className={css.tools}>
      <TextInput className={css.find} aria-label={words.filter} placeholder={words.filter} leftSection={<Search size={15} />}
        value={view.query} onChange={(event) => setView({ ...view, query: event.currentTarget.value })} />
      <SegmentedControl aria-label={words.show} size="xs" data={data} value={view.filter} onChange={(filter) => setView({ ...view, filter })} />
      <div className={css.grow} />
      {buttons}
    </div>
  )
}
