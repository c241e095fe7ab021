// Everything read from the program goes through TanStack Query. This file holds the keys, the
// hooks that read, and which keys a "change" event makes stale. Writers call the api and rely
// on the event that follows.
import { QueryClient, useQuery, type QueryKey } from '@tanstack/react-query'
import { api, onChange, onJob, onRun, type Change, type Job } from '@/bridge'

export const keys = {
  overview: ['overview'] as const,
  flows: ['flows'] as const,
  flow: (id: string) => ['flow', id] as const,
  templates: ['templates'] as const,
  palette: ['palette'] as const,
  runs: (flowId: string) => ['runs', flowId] as const,
  knowledge: ['knowledge'] as const,
  knowledgeBase: (id: string) => ['knowledge', id] as const,
  documents: (id: string) => ['knowledge', id, 'documents'] as const,
  reader: (documentId: string) => ['reader', documentId] as const,
  formats: ['formats'] as const,
  models: ['models'] as const,
  providers: ['models', 'providers'] as const,
  presets: ['presets'] as const,
  local: ['models', 'local'] as const,
  suggestions: ['models', 'suggestions'] as const,
  egress: ['egress'] as const,
  secrets: ['models', 'secrets'] as const,
  jobs: ['jobs'] as const,
  info: ['settings', 'info'] as const,
  doctor: ['settings', 'doctor'] as const,
  preferences: ['settings', 'preferences'] as const,
}

const stale: Record<string, QueryKey[]> = {
  flows: [keys.flows, keys.overview, ['runs']],
  knowledge: [keys.knowledge, keys.overview, ['reader']],
  models: [keys.models, keys.overview, keys.egress],
  jobs: [keys.jobs],
  settings: [['settings']],
  workspace: [[]],
}

/** What a run that ended has changed: the last run of its assistant, and what was sent to models. */
const staleAfterRun: QueryKey[] = [keys.flows, keys.overview, ['runs'], keys.egress]

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  })
}

function putJob(client: QueryClient, job: Job): void {
  client.setQueryData<Job[]>(keys.jobs, (jobs) => {
    if (!jobs) return jobs
    const at = jobs.findIndex((j) => j.id === job.id)
    return at < 0 ? [job, ...jobs] : jobs.with(at, job)
  })
}

/** Keeps the cache true to what the program reports; gives the function that stops it. */
export function followChanges(client: QueryClient): () => void {
  const apply = (change: Change) => {
    for (const queryKey of stale[change.topic] ?? []) void client.invalidateQueries({ queryKey })
  }
  const offChange = onChange(apply)
  const offJob = onJob((job) => putJob(client, job))
  const offRun = onRun((events) => {
    if (!events.some((e) => e.type === 'run_done')) return
    for (const queryKey of staleAfterRun) void client.invalidateQueries({ queryKey })
  })
  return () => {
    offChange()
    offJob()
    offRun()
  }
}

const read = <T>(queryKey: QueryKey, queryFn: () => Promise<T>, enabled = true) =>
  ({ queryKey, queryFn, enabled }) as const

export const useOverview = () => useQuery(read(keys.overview, api.home.overview))
export const useFlows = () => useQuery(read(keys.flows, api.flows.list))
/** An assistant as it was stored when it was opened; the canvas keeps its own copy from then on. */
export const useFlowQuery = (id: string) => useQuery({ ...read(keys.flow(id), () => api.flows.get(id), id !== ''), staleTime: 0, gcTime: 0 })
export const useTemplates = () => useQuery({ ...read(keys.templates, api.flows.templates), staleTime: Infinity })
export const usePalette = () => useQuery({ ...read(keys.palette, api.flows.palette), staleTime: Infinity })
export const useRuns = (flowId: string) => useQuery(read(keys.runs(flowId), () => api.runs.list(flowId, 50)))
export const useKnowledgeList = () => useQuery(read(keys.knowledge, api.knowledge.list))
export const useKnowledgeBase = (id: string) => useQuery(read(keys.knowledgeBase(id), () => api.knowledge.get(id), id !== ''))
export const useDocuments = (id: string) => useQuery(read(keys.documents(id), () => api.knowledge.documents(id), id !== ''))
export const useReader = (documentId: string) =>
  useQuery(read(keys.reader(documentId), () => api.knowledge.read(documentId), documentId !== ''))
export const useFormats = () => useQuery({ ...read(keys.formats, api.knowledge.formats), staleTime: Infinity })
export const useModels = () => useQuery(read(keys.models, api.models.list))
export const useProviders = () => useQuery(read(keys.providers, api.models.providers))
export const usePresets = () => useQuery({ ...read(keys.presets, api.models.presets), staleTime: Infinity })
export const useLocalModels = () => useQuery(read(keys.local, api.models.local))
export const useSuggestions = () => useQuery(read(keys.suggestions, api.models.suggestions))
export const useEgress = () => useQuery(read(keys.egress, () => api.models.egress(200)))
export const useSecrets = () => useQuery(read(keys.secrets, api.models.secrets))
export const useJobs = () => useQuery(read(keys.jobs, api.jobs.list))
export const useInfo = () => useQuery(read(keys.info, api.settings.info))
export const useDoctor = () => useQuery(read(keys.doctor, api.settings.doctor))
export const usePreferences = () => useQuery({ ...read(keys.preferences, api.settings.preferences), staleTime: Infinity })
