import { Button, Loader } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { AppError, pagePicture } from '@/bridge'
import { words } from '@/text/viewer'
import { ErrorNote } from '@/ui/ErrorNote'
import { ScrollRegion } from './ScrollRegion'
import type { Range } from './segments'
import { usePageMarks } from './usePageMarks'
import css from './picture.module.css'

interface Props {
  documentId: string
  title: string
  page: number
  mark?: Range
  /** True on the page that should hold the passage. */
  cited: boolean
  zoom: number
  onText: () => void
}

/** A4, until the real size of the page is known. */
const usualShape = 210 / 297

/** The page as it looks on paper, with the passage marked on it. */
export function PagePicture({ documentId, title, page, mark, cited, zoom, onText }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<{ page: number; is: 'ready' | 'failed' }>()
  const marks = usePageMarks(documentId, page, mark, mark !== undefined)
  const fresh = marks.data?.page === page ? marks.data : undefined
  const boxes = (fresh?.boxes as NonNullable<typeof fresh>['boxes'] | null | undefined) ?? []
  const known = marks.data
  const shape = known && known.width > 0 && known.height > 0 ? known.width / known.height : usualShape
  // A larger picture where the usual one would be blurred: magnified, or on a dense screen.
  const sharp = zoom > 1 || window.devicePixelRatio > 1.25
  const is = state?.page === page ? state.is : 'loading'

  useEffect(() => {
    if (is !== 'ready') return
    const first = stage.current?.querySelector('[data-box]')
    if (first) first.scrollIntoView({ block: 'center', inline: 'nearest' })
    else if (stage.current) stage.current.scrollTop = 0
  }, [is, page, boxes.length])

  if (is === 'failed') {
    return (
      <div className={css.failed}>
        <ErrorNote error={new AppError('unavailable', words.pictureFailed, words.pictureFailedHint)} />
        <Button onClick={onText}>{words.showText}</Button>
      </div>
    )
  }
  return (
    <ScrollRegion ref={stage} className={css.stage} label={words.pictureOf(page, title)}>
      {cited && fresh && boxes.length === 0 && <p className={css.noMarks}>{words.noMarks}</p>}
      <div className={css.paper} style={{ width: `${zoom * 100}%`, maxWidth: `${zoom * 900}px`, aspectRatio: shape }}>
        <img src={pagePicture(documentId, page) + (sharp ? '?dpi=200' : '')} alt={words.pictureOf(page, title)} data-ready={is === 'ready'}
          onLoad={() => setState({ page, is: 'ready' })} onError={() => setState({ page, is: 'failed' })} />
        {is === 'loading' && <Loader className={css.loader} size="sm" aria-label={words.pictureLoading} />}
        {is === 'ready' && boxes.map((box, i) => (
          <div key={i} data-box className={css.box} style={{ left: part(box.x), top: part(box.y), width: part(box.w), height: part(box.h) }} />
        ))}
      </div>
    </ScrollRegion>
  )
}

const part = (fraction: number): string => `${fraction * 100}%`
