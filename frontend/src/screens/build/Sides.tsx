import { useMediaQuery } from '@mantine/hooks'
import { useChosen, useView } from '@/stores/view'
import css from './build.module.css'
import { StepPanel } from './StepPanel'
import { TryPanel } from './TryPanel'
import { useSideWidth } from './useSideWidth'
import { build } from '@/text/build'

/** The panels on the right: trying it, and the settings of the chosen step. Wide windows show both. */
export function Sides({ flowId }: { flowId: string }) {
  const side = useView((s) => s.side)
  const chosen = useChosen()
  const wide = useMediaQuery('(min-width: 1600px)')
  const { width, grip } = useSideWidth()
  const settings = side === 'settings' && chosen !== ''
  return (
    <aside className={css.sides} aria-label={build.side}>
      <div className={css.grip} {...grip} />
      {settings && wide && <div className={css.side} style={{ width: 348 }}><StepPanel id={chosen} /></div>}
      <div className={css.side} style={{ width }}>
        {settings && !wide ? <StepPanel id={chosen} /> : <TryPanel flowId={flowId} />}
      </div>
    </aside>
  )
}
