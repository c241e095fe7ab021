import { Button } from '@mantine/core'
import { GitBranch } from 'lucide-react'
import { keepMine, takeTheirs } from '@/stores/autosave'
import { useFlow } from '@/stores/flow'
import { build } from '@/text/build'
import { failed } from '@/ui/toast'
import css from './build.module.css'

/** Asks what to do when the assistant was changed both here and elsewhere. */
export function Conflict() {
  const conflict = useFlow((s) => s.save === 'conflict')
  if (!conflict) return null
  return (
    <div className={css.conflict} role="alert">
      <GitBranch size={18} aria-hidden />
      <div><b>{build.conflictTitle}</b> {build.conflictText}</div>
      <Button onClick={() => void keepMine().catch(failed)}>{build.keepMine}</Button>
      <Button variant="filled" onClick={() => void takeTheirs().catch(failed)}>{build.takeTheirs}</Button>
    </div>
  )
}
