import { HoverCard } from '@mantine/core'
import type { Citation } from '@/bridge'
import { ask } from '@/text/ask'
import css from './ask.module.css'
import { placeOf } from './place'

interface Props {
  marker: number
  citations: Citation[]
  open: (citation: Citation) => void
}

/** The number of a source in an answer: shows the quotation, opens its page. */
export function CiteChip({ marker, citations, open }: Props) {
  const citation = citations.find((c) => c.marker === marker)
  if (!citation) return <span className={css.cite}>{marker}</span>
  const label = `${ask.source(marker)}: ${ask.openSource(citation.title, placeOf(citation))}`
  return (
    <HoverCard width={300} openDelay={250} shadow="md" position="top" withinPortal>
      <HoverCard.Target>
        <button type="button" className={css.cite} aria-label={label} onClick={() => open(citation)}>{marker}</button>
      </HoverCard.Target>
      <HoverCard.Dropdown className={css.peek}>
        <b>{citation.title}</b> <span className={css.dim}>{placeOf(citation)}</span>
        <div>“{citation.text}”</div>
      </HoverCard.Dropdown>
    </HoverCard>
  )
}
