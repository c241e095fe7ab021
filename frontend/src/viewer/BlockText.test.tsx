import { describe, expect, it } from 'vitest'
import type { Piece } from '@/bridge'
import { draw } from '@/test/render'
import { BlockText } from './BlockText'
import { points } from './points'

const piece = (ordinal: number, start: number, end: number): Piece => ({ ordinal, start, end, page: 1, heading: '', words: 2 })
const text = points('one two three four')
const block = { look: 'paragraph' as const, level: 0, start: 0, end: 18 }
const tinted = () => [...document.querySelectorAll('[data-tint]')].map((span) => [span.getAttribute('data-tint'), span.textContent])

describe('a block of text', () => {
  it('tints neighbouring pieces differently and shows where they overlap', () => {
    draw(<BlockText block={block} after={-1} text={text} pieces={[piece(0, 0, 8), piece(1, 4, 18)]} mark={undefined} />)
    expect(tinted()).toEqual([['even', '1one '], ['both', '2two '], ['odd', 'three four']])
  })

  it('does not number a piece again that began in a block before', () => {
    draw(<BlockText block={{ ...block, start: 8 }} after={7} text={text} pieces={[piece(0, 0, 18)]} mark={undefined} />)
    expect(tinted()).toEqual([['even', 'three four']])
  })

  it('marks the passage across the edges of pieces', () => {
    draw(<BlockText block={block} after={-1} text={text} pieces={[piece(0, 0, 8), piece(1, 8, 18)]} mark={{ start: 4, end: 13 }} />)
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['two ', 'three'])
  })

  it('leaves text outside pieces plain', () => {
    draw(<BlockText block={block} after={-1} text={text} pieces={[]} mark={undefined} />)
    expect(tinted()).toEqual([])
    expect(document.querySelector('p')).toHaveTextContent('one two three four')
  })
})
