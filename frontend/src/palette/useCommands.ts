import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type FlowSummary, type KnowledgeBase } from '@/bridge'
import { want } from '@/stores/intent'
import { useSetPreferences } from '@/stores/preferences'
import { keys, useFlows, useKnowledgeList } from '@/stores/queries'
import { navigate, path } from '@/stores/route'
import { frame } from '@/text/frame'
import { words } from '@/text/palette'
import { done, failed } from '@/ui/toast'
import { sample } from '@/text/settings'
import { placeOf } from '@/viewer/place'
import type { Command } from './commands'

/** Documents are looked at from this many letters on. */
const lettersForDocuments = 2

const go = (to: string) => () => navigate(to)

/** Goes to a screen and scrolls to a part of it once it shows. */
const goToPart = (to: string, part: string) => () => {
  navigate(to)
  setTimeout(() => document.getElementById(part)?.scrollIntoView({ block: 'start' }), 250)
}

const goAndWant = (to: string, intent: Parameters<typeof want>[0]) => () => {
  navigate(to)
  want(intent)
}

/** Everything that can be found. */
export function useCommands(query: string): Command[] {
  const flows = useFlows().data
  const bases = useKnowledgeList().data
  const setPreferences = useSetPreferences()
  const documents = useDocumentCommands(bases ?? [], query.trim().length >= lettersForDocuments)
  const look = (theme: string) => () => void setPreferences({ theme }).catch(failed)
  return [
    ...screens,
    ...(flows ?? []).map(openFlow),
    ...(bases ?? []).flatMap(openBase),
    ...actions,
    { id: 'light', group: 'setting', label: words.light, icon: 'look', keywords: words.keywords.theme, run: look('light') },
    { id: 'dark', group: 'setting', label: words.dark, icon: 'look', keywords: words.keywords.theme, run: look('dark') },
    { id: 'system', group: 'setting', label: words.system, icon: 'look', keywords: words.keywords.theme, run: look('system') },
    ...documents,
  ]
}

const screens: Command[] = [
  { id: 'home', group: 'go', label: frame.home, icon: 'home', run: go(path.home()) },
  { id: 'knowledge', group: 'go', label: frame.knowledge, icon: 'knowledge', run: go(path.knowledge()) },
  { id: 'models', group: 'go', label: frame.models, icon: 'model', run: go(path.models()) },
  { id: 'settings', group: 'go', label: frame.settings, icon: 'settings', run: go(path.settings()) },
]

const addSample = () => api.settings.addSample().then(() => done(sample.added), failed)

const actions: Command[] = [
  { id: 'newAssistant', group: 'action', label: words.newAssistant, icon: 'add', keywords: words.keywords.newAssistant, run: goAndWant(path.home(), 'newAssistant') },
  { id: 'newKnowledge', group: 'action', label: words.newKnowledge, icon: 'add', keywords: words.keywords.newKnowledge, run: goAndWant(path.knowledge(), 'newKnowledge') },
  { id: 'addModel', group: 'action', label: words.addModel, icon: 'add', keywords: words.keywords.addModel, run: goAndWant(path.models(), 'addModel') },
  { id: 'jobs', group: 'action', label: words.jobs, icon: 'jobs', keywords: words.keywords.jobs, run: () => want('showJobs') },
  { id: 'sample', group: 'action', label: words.sample, icon: 'add', run: () => void addSample() },
  { id: 'backup', group: 'action', label: words.backup, icon: 'save', keywords: words.keywords.backup, run: goAndWant(path.settings(), 'backup') },
  { id: 'restore', group: 'action', label: words.restore, icon: 'save', run: goAndWant(path.settings(), 'restore') },
  { id: 'egress', group: 'setting', label: words.egress, icon: 'privacy', keywords: words.keywords.egress, run: goToPart(path.models(), 'egress') },
  { id: 'keys', group: 'setting', label: words.keys, icon: 'privacy', keywords: words.keywords.keys, run: goToPart(path.settings(), 'keys') },
  { id: 'doctor', group: 'setting', label: words.doctor, icon: 'check', keywords: words.keywords.doctor, run: goToPart(path.settings(), 'doctor') },
  { id: 'shortcuts', group: 'setting', label: words.shortcuts, icon: 'keyboard', run: goToPart(path.settings(), 'shortcuts') },
]

const openFlow = (flow: FlowSummary): Command => ({
  id: `flow ${flow.id}`, group: 'assistant', label: flow.name, keywords: flow.description, icon: 'assistant', run: go(path.build(flow.id)),
})

const openBase = (base: KnowledgeBase): Command[] => [
  { id: `base ${base.id}`, group: 'knowledge', label: base.name, keywords: base.description, icon: 'knowledge', run: go(path.knowledge(base.id)) },
  { id: `ask ${base.id}`, group: 'knowledge', label: words.ask(base.name), icon: 'ask', run: go(path.knowledge(base.id, 'ask')) },
]

/** All documents of all knowledge, read only when somebody looks for one. */
function useDocumentCommands(bases: readonly KnowledgeBase[], enabled: boolean): Command[] {
  const lists = useQueries({
    queries: bases.map((base) => ({ queryKey: keys.documents(base.id), queryFn: () => api.knowledge.documents(base.id), enabled, staleTime: 30_000 })),
    combine: (results) => results.map((result) => result.data),
  })
  return useMemo(() => (enabled ? lists : []).flatMap((documents) => (documents ?? []).map((document): Command => ({
    id: `document ${document.id}`, group: 'document', label: document.title || document.path, note: placeOf(document.path), icon: 'document',
    run: go(path.knowledge(document.knowledgeId, document.id)),
  }))), [lists, enabled])
}
