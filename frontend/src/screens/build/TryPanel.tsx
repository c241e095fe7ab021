import { ActionIcon, Tooltip } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { MessageCircleQuestion, SquarePen } from 'lucide-react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { AskForm } from '@/ask/AskForm'
import { Conversation } from '@/ask/Conversation'
import { History } from '@/ask/History'
import { useAsk } from '@/ask/useAsk'
import { resultSteps } from '@/stores/doc'
import { useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { clearTurns, useRunStore } from '@/stores/runs'
import { select } from '@/stores/view'
import { ask } from '@/text/ask'
import css from './build.module.css'

function Nothing() {
  const asks = useInspection((s) => s.inputs.length > 0)
  const bare = useFlow((s) => s.nodes.length === 0)
  return (
    <div className={css.nothing}>
      <span aria-hidden><MessageCircleQuestion size={26} strokeWidth={1.7} /></span>
      <h2>{ask.emptyTitle}</h2>
      <p>{asks || bare ? ask.emptyText : ask.noInputs}</p>
    </div>
  )
}

/** Asks the assistant as people will, beside the canvas. */
export function TryPanel({ flowId }: { flowId: string }) {
  const { running, run, stop } = useAsk()
  const inputs = useInspection((s) => s.inputs)
  const ok = useInspection((s) => s.ok)
  const checked = useInspection((s) => s.ready)
  const any = useRunStore((s) => s.turns.length > 0)
  const bare = useFlow((s) => s.nodes.length === 0)
  // The same list while steps are only moved, so that this panel rests meanwhile.
  const ids = useFlow(useShallow((s) => [...resultSteps(s)]))
  const results = useMemo(() => new Set(ids), [ids])
  const { fitView } = useReactFlow()
  const show = (node: string) => {
    select([node])
    void fitView({ nodes: [{ id: node }], maxZoom: 1, duration: 240, padding: 0.6 })
  }
  return (
    <section className={css.panel} aria-label={ask.title}>
      <header className={css.panelHead}>
        <h2>{ask.title}</h2>
        {any && (
          <Tooltip label={ask.newTry}><ActionIcon aria-label={ask.newTry} onClick={clearTurns}><SquarePen size={16} /></ActionIcon></Tooltip>
        )}
        <History flowId={flowId} />
      </header>
      <Conversation results={results} again={ok && !running ? run : undefined} show={show} empty={<Nothing />} />
      <div>
        {checked && !ok && !bare && <p className={css.notReady}>{ask.notReady}</p>}
        {checked && <AskForm key={inputs.map((i) => i.name).join()} inputs={inputs} ready={ok} running={running} run={run} stop={stop} />}
      </div>
    </section>
  )
}
