import { Button, Slider } from '@mantine/core'
import { useState } from 'react'
import { api, type KnowledgeBase, type Piece } from '@/bridge'
import { number } from '@/text/format'
import { form, reader as words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { done, failed } from '@/ui/toast'
import { within } from './IndexFields'
import type { usePiecePreview } from './usePiecePreview'
import { draftOf } from './useDraft'
import css from './reader.module.css'

interface Props {
  base: KnowledgeBase
  stored: readonly Piece[]
  preview: ReturnType<typeof usePiecePreview>
}

/** Beyond this the slider is of no use; the settings of the knowledge take up to 2,000. */
const longest = 600

/** Trying how else the document could be cut, and doing so for all documents. */
export function CuttingPanel({ base, stored, preview }: Props) {
  const [busy, setBusy] = useState(false)
  const { chunking, setChunking, trying, pieces } = preview
  const most = Math.max(longest, base.chunking.words)
  const apply = async () => {
    setBusy(true)
    try {
      await api.knowledge.update(base.id, { ...draftOf(base), chunking })
      done(words.applied)
    } catch (cause) {
      failed(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.cutting}>
      <div className={css.figures} data-busy={preview.busy}>
        <strong>{words.now(pieces.length)}</strong>
        <span>{pieces.length > 0 ? words.average(average(pieces)) : ''}</span>
        {trying && <span className={css.change}>{compare(pieces.length, stored.length)}</span>}
      </div>
      <h3>{words.try}</h3>
      <label className={css.slider}>
        <span>{form.pieceWords}<b>{number(chunking.words)}</b></span>
        <Slider min={20} max={most} step={10} label={null} thumbLabel={form.pieceWords} value={chunking.words}
          onChange={(value) => setChunking(within({ ...chunking, words: value }))} />
      </label>
      <label className={css.slider}>
        <span>{form.overlap}<b>{number(chunking.overlap)}</b></span>
        <Slider min={0} max={Math.max(1, Math.floor(chunking.words / 2))} step={5} label={null} thumbLabel={form.overlap} value={chunking.overlap}
          onChange={(value) => setChunking(within({ ...chunking, overlap: value }))} />
      </label>
      {preview.error && <ErrorNote error={preview.error} />}
      <div className={css.verdict} data-on={trying} aria-hidden={!trying} inert={!trying}>
        <p><strong>{words.preview}</strong> {words.applyHelp(base.name)}</p>
        <div className={css.verdictButtons}>
          <Button variant="filled" loading={busy} onClick={() => void apply()}>{words.apply(base.documents)}</Button>
          <Button onClick={preview.reset}>{words.reset}</Button>
        </div>
      </div>
    </div>
  )
}

const average = (pieces: readonly Piece[]): number => Math.round(pieces.reduce((sum, piece) => sum + piece.words, 0) / pieces.length)

function compare(after: number, before: number): string {
  if (after === before) return words.same
  return after > before ? words.more(after - before) : words.fewer(before - after)
}
