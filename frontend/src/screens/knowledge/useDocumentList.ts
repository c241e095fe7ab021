import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Document, Job } from '@/bridge'
import { isActive } from '@/jobs/describe'
import { keys, useDocuments, useJobs } from '@/stores/queries'
import { firstView, needsAttention, viewOf, type View } from './documentView'
import { useRemovals } from './removals'

const none: Document[] = []

/** The documents of a knowledge base as they are shown, and which are selected. */
export function useDocumentList(baseId: string) {
  const query = useDocuments(baseId)
  const hidden = useRemovals((state) => state.hidden)
  const [view, setView] = useState<View>(firstView)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const lastPick = useRef<string>(undefined)

  const all = useMemo(() => (query.data ?? none).filter((document) => !hidden.has(document.id)), [query.data, hidden])
  const shown = useMemo(() => viewOf(all, view), [all, view])
  const selected = useMemo(() => shown.filter((document) => picked.has(document.id)), [shown, picked])
  const counts = useMemo(() => ({
    all: all.length,
    ready: all.filter((document) => document.status === 'ready').length,
    attention: all.filter(needsAttention).length,
  }), [all])

  const pick = (id: string, on: boolean, range: boolean) => {
    const from = shown.findIndex((document) => document.id === lastPick.current)
    const to = shown.findIndex((document) => document.id === id)
    const ids = range && from >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1).map((document) => document.id) : [id]
    lastPick.current = id
    setPicked((before) => {
      const after = new Set(before)
      for (const each of ids) if (on) after.add(each); else after.delete(each)
      return after
    })
  }
  const pickAll = (on: boolean) => setPicked(new Set(on ? shown.map((document) => document.id) : []))

  return { query, all, shown, counts, view, setView, selected, picked, pick, pickAll }
}

/** The running work on this knowledge base. While it goes on, the documents are read again now and then. */
export function useBaseJobs(baseId: string): Job[] {
  const client = useQueryClient()
  const jobs = (useJobs().data ?? []).filter((job) => job.subject === baseId && isActive(job))
  const busy = jobs.length > 0
  useEffect(() => {
    if (!busy) return
    const refresh = () => client.invalidateQueries({ queryKey: keys.documents(baseId) })
    const timer = setInterval(() => void refresh(), 2000)
    return () => {
      clearInterval(timer)
      void refresh()
    }
  }, [busy, baseId, client])
  return jobs
}
