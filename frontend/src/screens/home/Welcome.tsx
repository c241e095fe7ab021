import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core'
import { ArrowRight, Workflow, X } from 'lucide-react'
import { useMemo } from 'react'
import { api, type FlowSummary } from '@/bridge'
import { AskForm } from '@/ask/AskForm'
import { Conversation } from '@/ask/Conversation'
import { useAsk } from '@/ask/useAsk'
import { resultSteps } from '@/stores/doc'
import { usePreferences } from '@/stores/queries'
import { navigate, path } from '@/stores/route'
import { useRunStore } from '@/stores/runs'
import { home, sampleQuestions } from '@/text/home'
import { failed } from '@/ui/toast'
import css from './home.module.css'
import { useFollowed } from './useFollowed'

function Close() {
  const preferences = usePreferences().data
  const close = () => {
    if (preferences) api.settings.setPreferences({ ...preferences, seen: true }).catch(failed)
  }
  return (
    <Tooltip label={home.welcome.close}>
      <ActionIcon className={css.close} aria-label={home.welcome.close} onClick={close}><X size={16} /></ActionIcon>
    </Tooltip>
  )
}

function Suggestions({ name, ask }: { name: string; ask: (question: string) => void }) {
  return (
    <div className={css.suggestions}>
      {(sampleQuestions[name] ?? []).map((q) => (
        <button key={q} type="button" className={css.suggestion} onClick={() => ask(q)}>
          <span>{q}</span><ArrowRight size={14} aria-hidden />
        </button>
      ))}
    </div>
  )
}

/** The sample assistant, to be asked at the first start, before anything is set up. */
export function Welcome({ flow }: { flow: FlowSummary }) {
  const { doc, inspection } = useFollowed(flow.id)
  const { running, run, stop } = useAsk()
  const asked = useRunStore((s) => s.turns.length > 0)
  const results = useMemo(() => resultSteps(doc ?? { nodes: [], edges: [] }), [doc])
  const inputs = inspection?.inputs ?? []
  const first = inputs[0]?.name
  const suggest = (question: string) => { if (first !== undefined) run({ [first]: question }) }
  return (
    <section className={css.welcome} aria-labelledby="welcome">
      <Close />
      <div className={css.pitch}>
        <h2 id="welcome">{home.welcome.title}</h2>
        <p>{home.welcome.text(flow.name)}</p>
        <Button leftSection={<Workflow size={15} />} onClick={() => navigate(path.build(flow.id))}>{home.welcome.look}</Button>
      </div>
      <div className={css.talk} data-asked={asked}>
        {inspection ? (
          <>
            <Conversation results={results} again={running ? undefined : run} empty={<Suggestions name={flow.name} ask={suggest} />} />
            <AskForm inputs={inputs} ready={inspection.ok} running={running} run={run} stop={stop} />
          </>
        ) : (
          <div className={css.talkWait}><Skeleton height={36} /><Skeleton height={36} /><Skeleton height={36} /></div>
        )}
      </div>
    </section>
  )
}
