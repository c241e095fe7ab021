import { FocusTrap, Portal } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import { useSpecs } from '@/stores/specs'
import { closePicker, useView } from '@/stores/view'
import { canvas, typeName } from '@/text/canvas'
import { addAtPicker, wireType } from './addStep'
import css from './canvas.module.css'
import { portFor } from './fits'
import { StepList } from './StepList'

const WIDTH = 232
const HEIGHT = 340

/** A small list of steps at the pointer; after a loose wire, only those that it fits. */
export function StepPicker() {
  const picker = useView((s) => s.picker)
  const { kinds, accepts } = useSpecs()
  const box = useRef<HTMLDivElement>(null)
  const type = picker?.wire ? wireType(picker.wire) : undefined
  const fitting = useMemo(() => {
    const wire = picker?.wire
    if (!wire || !type) return kinds
    return kinds.filter((k) => portFor(accepts, k, { kind: wire.kind, type }) !== undefined)
  }, [picker, kinds, accepts, type])

  useEffect(() => {
    if (!picker) return
    const outside = (e: PointerEvent) => { if (!box.current?.contains(e.target as Node)) closePicker() }
    window.addEventListener('pointerdown', outside, true)
    return () => window.removeEventListener('pointerdown', outside, true)
  }, [picker])

  if (!picker) return null
  const left = Math.min(picker.screen.x, window.innerWidth - WIDTH - 12)
  const top = Math.min(picker.screen.y, window.innerHeight - HEIGHT - 12)
  return (
    <Portal>
      <FocusTrap>
        <div ref={box} className={css.picker} style={{ left, top, width: WIDTH, maxHeight: HEIGHT }} role="dialog" aria-label={canvas.addStep}>
          {type && type !== 'any' && <div className={css.pickerHead}>{canvas.fitting(typeName(type))}</div>}
          <StepList kinds={fitting} focus empty={canvas.nothingFits} choose={(s) => { addAtPicker(s, picker); closePicker() }} onEscape={closePicker} />
        </div>
      </FocusTrap>
    </Portal>
  )
}
