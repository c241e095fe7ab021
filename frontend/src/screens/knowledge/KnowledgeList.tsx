import { Button, Skeleton, TextInput } from '@mantine/core'
import { BookOpen, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useIntent } from '@/stores/intent'
import { useKnowledgeList } from '@/stores/queries'
import { words } from '@/text/knowledge'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { CreateDialog } from './CreateDialog'
import { KnowledgeCard } from './KnowledgeCard'
import css from './list.module.css'

/** A field to find one is worth its place from this many. */
const manyBases = 7

/** All knowledge bases. */
export function KnowledgeList() {
  const [creating, setCreating] = useState(false)
  const [query, setQuery] = useState('')
  useIntent('newKnowledge', () => setCreating(true))
  const { data, error, isPending, refetch } = useKnowledgeList()
  const shown = (data ?? []).filter((base) => `${base.name} ${base.description}`.toLowerCase().includes(query.trim().toLowerCase()))
  const create = <Button variant="filled" leftSection={<Plus size={16} />} onClick={() => setCreating(true)}>{words.create}</Button>
  const many = (data?.length ?? 0) >= manyBases
  const actions = (
    <>
      {many && (
        <TextInput aria-label={words.filterBases} placeholder={words.filterBases} leftSection={<Search size={15} />} value={query}
          onChange={(event) => setQuery(event.currentTarget.value)} className={css.filter} />
      )}
      {data && data.length > 0 && create}
    </>
  )
  return (
    <Screen title={words.title} subtitle={words.subtitle} actions={actions}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isPending && <div className={css.grid}>{[0, 1, 2].map((i) => <Skeleton key={i} height={152} radius="lg" />)}</div>}
      {data?.length === 0 && (
        <EmptyState picture={<BookOpen size={28} />} title={words.emptyTitle} action={create}>{words.emptyText}</EmptyState>
      )}
      {data && data.length > 0 && shown.length === 0 && <p className={css.none}>{words.noneFound(query.trim())}</p>}
      {shown.length > 0 && (
        <ul className={css.grid}>
          {shown.map((base) => <KnowledgeCard key={base.id} base={base} />)}
        </ul>
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </Screen>
  )
}
