import { Fragment, type ReactNode } from 'react'
import { blocksOf, type Block } from './markdown'
import css from './rich.module.css'

interface Props {
  text: string
  /** Draws a citation mark such as [2]; without it they stay as they are. */
  cite?: (marker: number, key: string) => ReactNode
  /** Stands after the last word, for example a cursor while the text is written. */
  tail?: ReactNode
}

const inline = /(\*\*[^*\n]+\*\*|`[^`\n]+`|\[\d+\](?:\[\d+\])*|(?<![\w*])\*[^*\s][^*\n]*\*(?![\w*]))/g

function spans(text: string, cite: Props['cite']): ReactNode[] {
  return text.split(inline).map((part, i) => {
    if (part.startsWith('**') && part.length > 4) return <strong key={i}>{part.slice(2, -2)}</strong>
    if (part.startsWith('`') && part.length > 2) return <code key={i}>{part.slice(1, -1)}</code>
    if (part.startsWith('*') && part.length > 2) return <em key={i}>{part.slice(1, -1)}</em>
    if (cite && /^\[\d+\]/.test(part)) {
      return <Fragment key={i}>{[...part.matchAll(/\d+/g)].map((m, k) => cite(Number(m[0]), `${i}-${k}`))}</Fragment>
    }
    return part
  })
}

function draw(block: Block, i: number, cite: Props['cite'], tail: ReactNode): ReactNode {
  const end = (j: number, all: unknown[]) => (j === all.length - 1 ? tail : null)
  switch (block.kind) {
    case 'code':
      return <pre key={i}><code>{block.text}</code>{tail}</pre>
    case 'heading':
      return <h4 key={i}>{spans(block.text, cite)}{tail}</h4>
    case 'bullets':
      return <ul key={i}>{block.items.map((t, j, all) => <li key={j}>{spans(t, cite)}{end(j, all)}</li>)}</ul>
    case 'numbers':
      return <ol key={i} start={block.start}>{block.items.map((t, j, all) => <li key={j}>{spans(t, cite)}{end(j, all)}</li>)}</ol>
    default:
      return <p key={i}>{spans(block.text, cite)}{tail}</p>
  }
}

/** A text as models write it: paragraphs, lists, headings, code, and citation marks. Never HTML. */
export function Rich({ text, cite, tail }: Props) {
  const blocks = blocksOf(text)
  if (blocks.length === 0) return <div className={css.rich}>{tail}</div>
  return <div className={css.rich}>{blocks.map((b, i) => draw(b, i, cite, i === blocks.length - 1 ? tail : null))}</div>
}
