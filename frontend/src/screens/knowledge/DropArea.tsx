import { FileDown } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { onWindowDrop } from '@/bridge'
import { useInfo } from '@/stores/queries'
import { add as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import { droppedFiles, type Dropped } from './dropped'
import css from './documents.module.css'

interface Props {
  onPaths: (paths: string[]) => void
  onFiles: (files: Dropped[]) => void
  children: ReactNode
}

// Wails hands over paths for drops on elements that carry this property.
const wailsTarget = { '--wails-drop-target': 'drop' } as React.CSSProperties

/** A part of the screen on which files can be dropped anywhere. */
export function DropArea({ onPaths, onFiles, children }: Props) {
  const native = useInfo().data?.window ?? false
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const paths = useRef(onPaths)
  useEffect(() => {
    paths.current = onPaths
  })
  useEffect(() => {
    if (!native) return
    return onWindowDrop((dropped) => {
      setOver(false)
      depth.current = 0
      paths.current(dropped)
    })
  }, [native])

  // Entering a child counts before leaving its parent, so the two are counted.
  const track = (event: React.DragEvent, step: 1 | -1) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current = Math.max(0, depth.current + step)
    setOver(depth.current > 0)
  }
  const drop = (event: React.DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    // In the window the paths arrive through onWindowDrop; reading the files as well would add them twice.
    if (!native) droppedFiles(event.dataTransfer).then(onFiles, failed)
  }
  return (
    // Dropping is for the mouse; the buttons beside it do the same from the keyboard.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={css.area} style={wailsTarget} onDragEnter={(event) => track(event, 1)} onDragLeave={(event) => track(event, -1)}
      onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      {children}
      {over && (
        <div className={css.over}>
          <FileDown size={36} aria-hidden />
          {words.release}
        </div>
      )}
    </div>
  )
}
