import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ArrowRight, Play, Redo2, Undo2 } from 'lucide-react'
import { useStore } from 'zustand'
import { useAsk } from '@/ask/useAsk'
import type { Problem } from '@/bridge'
import { fixLabel, repair } from '@/canvas/repair'
import { focusSearch } from '@/canvas/useCanvasKeys'
import { redo, undo, useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { useRunStore } from '@/stores/runs'
import { titleOf } from '@/stores/specs'
import { showSide } from '@/stores/view'
import { build } from '@/text/build'
import { ago } from '@/text/format'
import css from './build.module.css'
import { BuildMenu } from './BuildMenu'
import { RenameDialog } from './RenameDialog'
import { focusAsk } from './focus'

function SaveState() {
  const save = useFlow((s) => s.save)
  const updatedAt = useFlow((s) => s.updatedAt)
  const when = ago(updatedAt)
  return (
    <span className={css.save} data-state={save} role="status">
      <i aria-hidden />
      <span>{save === 'saved' && when !== '' ? `${build.save.saved} · ${build.changed(when)}` : build.save[save]}</span>
    </span>
  )
}

function UndoRedo() {
  const canUndo = useStore(useFlow.temporal, (s) => s.pastStates.length > 0)
  const canRedo = useStore(useFlow.temporal, (s) => s.futureStates.length > 0)
  return (
    <>
      <Tooltip label={build.undo}><ActionIcon size={32} aria-label={build.undo} disabled={!canUndo} onClick={undo}><Undo2 size={17} /></ActionIcon></Tooltip>
      <Tooltip label={build.redo}><ActionIcon size={32} aria-label={build.redo} disabled={!canRedo} onClick={redo}><Redo2 size={17} /></ActionIcon></Tooltip>
    </>
  )
}

/** The repair in a few words, or the step to look at. */
function toDo(problem: Problem): string {
  if (problem.fix && problem.fix !== 'open_field') return fixLabel(problem).replace(/^./, (c) => c.toLowerCase())
  const node = useFlow.getState().nodes.find((n) => n.id === problem.node)
  return node ? build.nextLook(titleOf(node)) : problem.message
}

/** The one thing to do now. */
function useNext(): { label: string; act: () => void } | undefined {
  const problem = useInspection((s) => s.problems.find((p) => p.severity === 'error'))
  const ready = useInspection((s) => s.ready)
  const empty = useFlow((s) => s.nodes.length === 0)
  const ran = useRunStore((s) => s.shown !== '')
  if (!ready) return undefined
  if (empty) return { label: build.nextFirst, act: focusSearch }
  if (problem) return { label: toDo(problem), act: () => repair(problem) }
  return ran ? undefined : { label: build.nextAsk, act: focusAsk }
}

/** The heading: what is open, whether it is saved, what to do next. */
export function BuildHead() {
  const name = useFlow((s) => s.name)
  const next = useNext()
  const inputs = useInspection((s) => s.inputs)
  const ok = useInspection((s) => s.ok)
  const { running, run } = useAsk()
  const [renaming, rename] = useDisclosure(false)
  const start = () => {
    showSide('try')
    if (inputs.some((i) => i.required)) focusAsk()
    else run({})
  }
  return (
    <header className={css.head}>
      <div className={css.name}>
        <h1><button type="button" title={build.rename} onClick={rename.open}>{name || '\u00a0'}</button></h1>
        <SaveState />
      </div>
      {next && (
        <button type="button" className={css.next} onClick={next.act}>
          <b>{build.next}</b><span>{next.label}</span><ArrowRight size={15} aria-hidden />
        </button>
      )}
      <UndoRedo />
      <BuildMenu rename={rename.open} />
      <Button variant="filled" leftSection={<Play size={13} fill="currentColor" />} disabled={!ok || running} onClick={start}>{build.run}</Button>
      {renaming && <RenameDialog close={rename.close} />}
    </header>
  )
}
