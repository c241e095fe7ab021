import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Page } from '@/bridge'
import { words } from '@/text/viewer'
import { pageIndex } from './useSource'
import { nextZoom } from './zoom'
import css from './viewer.module.css'

/** How a document is shown: as it looks on paper, or as the text that was read. */
export type Face = 'picture' | 'text'

interface Props {
  pages: readonly Page[]
  page: number
  onPage: (page: number) => void
  face: Face
  /** Absent when the document has no pictures. */
  onFace?: (face: Face) => void
  zoom: number
  onZoom: (zoom: number) => void
  children?: ReactNode
}

/** Turning pages, zooming and changing between picture and text. */
export function PageBar({ pages, page, onPage, face, onFace, zoom, onZoom, children }: Props) {
  const at = pageIndex(pages, page)
  const before = pages[at - 1]
  const after = pages[at + 1]
  if (pages.length <= 1 && face !== 'picture' && !onFace && !children) return null
  return (
    <div className={css.bar} role="toolbar" aria-label={words.region}>
      {pages.length > 1 && (
        <div className={css.group}>
          <Turn label={words.previous} to={before} onPage={onPage}><ChevronLeft size={17} /></Turn>
          <span className={css.where} aria-live="polite">{words.page(pages[at]?.number ?? page, pages[at]?.label ?? '', pages.length)}</span>
          <Turn label={words.next} to={after} onPage={onPage}><ChevronRight size={17} /></Turn>
        </div>
      )}
      {face === 'picture' && (
        <div className={css.group}>
          <Zoom label={words.zoomOut} to={nextZoom(zoom, -1)} zoom={zoom} onZoom={onZoom}><ZoomOut size={16} /></Zoom>
          <Tooltip label={words.zoomReset}>
            <Button variant="subtle" color="gray" className={css.zoom} onClick={() => onZoom(1)} aria-label={`${words.zoomLevel(Math.round(zoom * 100))}, ${words.zoomReset}`}>
              {words.zoomLevel(Math.round(zoom * 100))}
            </Button>
          </Tooltip>
          <Zoom label={words.zoomIn} to={nextZoom(zoom, 1)} zoom={zoom} onZoom={onZoom}><ZoomIn size={16} /></Zoom>
        </div>
      )}
      <div className={css.grow} />
      {children}
      {onFace && (
        <SegmentedControl size="xs" aria-label={words.view} value={face} onChange={(value) => onFace(value === 'text' ? 'text' : 'picture')}
          data={[{ value: 'picture', label: words.picture }, { value: 'text', label: words.text }]} />
      )}
    </div>
  )
}

function Turn({ label, to, onPage, children }: { label: string; to: Page | undefined; onPage: (page: number) => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={!to} onClick={() => to && onPage(to.number)}>{children}</ActionIcon>
    </Tooltip>
  )
}

function Zoom({ label, to, zoom, onZoom, children }: { label: string; to: number; zoom: number; onZoom: (zoom: number) => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={to === zoom} onClick={() => onZoom(to)}>{children}</ActionIcon>
    </Tooltip>
  )
}
