import { Button, SegmentedControl, Skeleton, TextInput, Tooltip } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion, Search, SearchX } from 'lucide-react'
import { useState } from 'react'
import { api, type KnowledgeBase, type Passage, type SearchMode } from '@/bridge'
import { keys } from '@/stores/queries'
import { duration } from '@/text/format'
import { ask as words } from '@/text/knowledge'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { SourceViewer } from '@/viewer/SourceViewer'
import { Hit } from './Hit'
import css from './ask.module.css'

const firstHits = 10
const moreHits = 50

const modes: SearchMode[] = ['hybrid', 'keyword', 'meaning']
const modeOf = (value: string): SearchMode => modes.find((mode) => mode === value) ?? 'hybrid'

interface Asked {
  query: string
  k: number
}

/** Asking a knowledge base what an assistant would ask it, with the reasons for each piece. */
export function AskTab({ base }: { base: KnowledgeBase }) {
  const [typed, setTyped] = useState('')
  const [mode, setMode] = useState<SearchMode>('hybrid')
  const [asked, setAsked] = useState<Asked>({ query: '', k: firstHits })
  const [open, setOpen] = useState<Passage>()
  const search = useQuery({
    queryKey: [...keys.knowledgeBase(base.id), 'search', mode, asked.query, asked.k],
    queryFn: () => api.knowledge.search(base.id, asked.query, mode, asked.k),
    enabled: asked.query !== '',
    placeholderData: keepPreviousData,
  })
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    setAsked({ query: typed.trim(), k: firstHits })
  }
  const result = asked.query !== '' ? search.data : undefined
  const hits = (result?.results as Passage[] | null | undefined) ?? []
  return (
    <div className={css.ask}>
      <form className={css.form} onSubmit={submit} role="search">
        <TextInput className={css.query} size="md" aria-label={words.label} placeholder={words.placeholder} leftSection={<Search size={17} />}
          value={typed} onChange={(event) => setTyped(event.currentTarget.value)} disabled={base.documents === 0} />
        <Button type="submit" variant="filled" className={css.go} disabled={typed.trim() === ''} loading={search.isFetching}>{words.action}</Button>
        <Tooltip label={words.modeHelp[mode]} multiline w={300} position="bottom-end">
          <SegmentedControl aria-label={words.mode} value={mode} onChange={(value) => setMode(modeOf(value))}
            data={modes.map((value) => ({ value, label: words.modes[value] }))} />
        </Tooltip>
      </form>
      <div className={css.results} aria-live="polite" aria-busy={search.isFetching}>
        {search.error && <ErrorNote error={search.error} retry={() => void search.refetch()} />}
        {asked.query === '' && (
          <EmptyState picture={<MessageCircleQuestion size={28} />} title={words.introTitle}>{base.documents === 0 ? words.introEmpty : words.intro}</EmptyState>
        )}
        {search.isLoading && <div className={css.waiting}>{[0, 1, 2].map((i) => <Skeleton key={i} height={132} radius="lg" />)}</div>}
        {result && !search.error && hits.length === 0 && (
          <EmptyState picture={<SearchX size={28} />} title={words.nothing}>{words.nothingHint}</EmptyState>
        )}
        {result && !search.error && hits.length > 0 && (
          <>
            <div className={css.summary}>{words.found(hits.length, duration(result.ms / 1000))}</div>
            <ol className={css.hits} aria-label={words.results} data-stale={search.isPlaceholderData}>
              {hits.map((passage) => <Hit key={`${passage.document} ${passage.start}`} passage={passage} mode={mode} builtin={base.embedding.startsWith('builtin/')} onOpen={() => setOpen(passage)} />)}
            </ol>
            {hits.length === firstHits && asked.k === firstHits && <Button onClick={() => setAsked({ ...asked, k: moreHits })}>{words.more}</Button>}
          </>
        )}
      </div>
      {open && <SourceViewer documentId={open.document} start={open.start} end={open.end} page={open.page} onClose={() => setOpen(undefined)} />}
    </div>
  )
}
