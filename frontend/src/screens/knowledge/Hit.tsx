import { UnstyledButton } from '@mantine/core'
import { CaseSensitive, Waypoints } from 'lucide-react'
import { useState } from 'react'
import type { Passage, SearchMode } from '@/bridge'
import { ask as words } from '@/text/knowledge'
import { words as viewerWords } from '@/text/viewer'
import { closeness } from './closeness'
import { FormatIcon } from './FormatIcon'
import { highlight } from './highlight'
import css from './ask.module.css'

/** Longer pieces are folded. */
const longPiece = 420

interface Props {
  passage: Passage
  mode: SearchMode
  /** The built-in embedding compares forms of words, not meaning: the reasons say so. */
  builtin: boolean
  onOpen: () => void
}

/** A found piece and why it was found. */
export function Hit({ passage, mode, builtin, onOpen }: Props) {
  const [whole, setWhole] = useState(false)
  const matched = (passage.matched as string[] | null) ?? []
  const text = passage.text.replace(/\n\s*\n/g, '\n')
  const long = text.length > longPiece
  const place = [
    passage.row && passage.page <= 1 && !passage.pageLabel ? '' : viewerWords.pageName(passage.page, passage.pageLabel ?? ''),
    passage.row ? viewerWords.row(passage.row) : '',
    passage.heading ?? '',
  ].filter((part) => part !== '').join(' · ')
  return (
    <li className={css.hit}>
      <div className={css.rank} aria-hidden>{passage.rank}</div>
      <div className={css.main}>
        <div className={css.hitHead}>
          <FormatIcon format="" path={passage.path} />
          <div className={css.source}>
            <UnstyledButton className={css.title} onClick={onOpen} title={words.open(passage.title)}>{passage.title}</UnstyledButton>
            <span className={css.place} title={place}>{place}</span>
          </div>
        </div>
        <p className={css.text} data-folded={long && !whole}>
          {highlight(text, matched).map((stretch, i) => (stretch.hit ? <mark key={i}>{stretch.text}</mark> : stretch.text))}
        </p>
        {long && <UnstyledButton className={css.fold} aria-expanded={whole} onClick={() => setWhole(!whole)}>{whole ? words.less : words.whole}</UnstyledButton>}
        <Reasons passage={passage} mode={mode} builtin={builtin} matched={matched} />
      </div>
    </li>
  )
}

function Reasons({ passage, mode, builtin, matched }: Omit<Props, 'onOpen'> & { matched: string[] }) {
  const { keyword_rank: byWords, meaning_rank: byMeaning, similarity } = passage
  return (
    <div className={css.reasons}>
      {mode !== 'meaning' && (
        <span className={css.reason} data-off={byWords === 0}>
          <CaseSensitive size={16} aria-hidden />
          {byWords > 0 ? words.byWords(byWords) : words.notByWords}
        </span>
      )}
      {mode !== 'keyword' && (
        <span className={css.reason} data-off={byMeaning === 0}>
          <Waypoints size={14} aria-hidden />
          {byMeaning > 0 ? words.byMeaning(byMeaning) : words.notByMeaning}
        </span>
      )}
      {mode !== 'keyword' && similarity > 0 && (
        <span className={css.reason}>
          <span className={css.bar} role="meter" aria-label={words.closeness} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(similarity * 100)}
            title={`${words.closeness}: ${similarity.toFixed(2)}`}>
            <span style={{ width: `${Math.min(1, similarity) * 100}%` }} />
          </span>
          {(builtin ? words.alike : words.close)[closeness(similarity, builtin)]}
        </span>
      )}
      {matched.length > 0 && <span className={css.matched}>{words.matched} {unlike(matched).join(', ')}</span>}
    </div>
  )
}

/** Each word once, whatever its case. */
const unlike = (matched: readonly string[]): string[] => [...new Set(matched.map((word) => word.toLowerCase()))]
