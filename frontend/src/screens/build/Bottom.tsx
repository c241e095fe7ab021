import { Popover } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@/bridge'
import { fixLabel, repair } from '@/canvas/repair'
import { ZoomTools } from '@/canvas/ZoomTools'
import { useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { titleOf } from '@/stores/specs'
import { openStep } from '@/stores/view'
import { build } from '@/text/build'
import css from './build.module.css'

const sign = (p: Problem) => (p.severity === 'error' ? <CircleAlert size={15} aria-hidden /> : <TriangleAlert size={15} aria-hidden />)

function useShow() {
  const { fitView } = useReactFlow()
  return (problem: Problem) => {
    if (problem.node === '') return
    openStep(problem.node)
    void fitView({ nodes: [{ id: problem.node }], maxZoom: 1, duration: 240, padding: 0.6 })
  }
}

function Item({ problem, close }: { problem: Problem; close: () => void }) {
  const node = useFlow((s) => s.nodes.find((n) => n.id === problem.node))
  const show = useShow()
  const act = (what: (p: Problem) => void) => () => {
    what(problem)
    close()
  }
  return (
    <li className={css.problem} data-error={problem.severity === 'error'}>
      {sign(problem)}
      <div>
        <div>{problem.message} <span className={css.dim}>{problem.hint}</span></div>
        <div className={css.dim}>{node ? titleOf(node) : build.whole}</div>
      </div>
      {problem.node !== '' && <button type="button" onClick={act(show)}>{build.show}</button>}
      {problem.fix && <button type="button" onClick={act((p) => { show(p); repair(p) })}>{fixLabel(problem)}</button>}
    </li>
  )
}

function Problems() {
  const problems = useInspection((s) => s.problems)
  const ready = useInspection((s) => s.ready)
  const [open, setOpen] = useState(false)
  if (!ready) return <span className={css.dim}>{build.checking}</span>
  const first = problems.find((p) => p.severity === 'error') ?? problems[0]
  if (!first) return <span className={css.fine}><CircleCheck size={15} aria-hidden />{build.fine}</span>
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={460} shadow="md" radius="lg">
      <Popover.Target>
        <button type="button" className={css.problems} data-error={first.severity === 'error'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {sign(first)}
          <b>{build.problems(problems.length)}</b>
          <span>{first.message}</span>
          <ChevronUp size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <ul className={css.problemList} aria-label={build.problemsTitle}>
          {problems.map((p, i) => <Item key={`${p.node}-${p.field ?? ''}-${i}`} problem={p} close={() => setOpen(false)} />)}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The bar under the canvas: what to look at, and how one looks at it. */
export function Bottom() {
  return (
    <footer className={css.bottom}>
      <div className={css.bottomLeft} aria-live="polite"><Problems /></div>
      <ZoomTools />
    </footer>
  )
}
