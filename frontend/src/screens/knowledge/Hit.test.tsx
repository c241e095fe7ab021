import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Passage } from '@/bridge'
import { ask as words } from '@/text/knowledge'
import { draw } from '@/test/render'
import { Hit } from './Hit'

const passage = (change: Partial<Passage> = {}): Passage => ({
  rank: 1, score: 1, knowledgeId: 'kb', document: 'doc', path: 'a/Leave.pdf', title: 'Leave', page: 4, heading: 'Carry-over', chunk: 1, start: 0, end: 9,
  text: 'Five days\n\nmay be carried over.', keyword_rank: 2, meaning_rank: 1, similarity: 0.7, matched: ['Days', 'days'], ...change,
})
const show = (p: Passage, mode: 'hybrid' | 'keyword' | 'meaning' = 'hybrid', builtin = false) => draw(<Hit passage={p} mode={mode} builtin={builtin} onOpen={vi.fn()} />)

describe('a found piece', () => {
  it('gives the reasons: ranks, closeness and words, each once', () => {
    show(passage())
    expect(screen.getByText(words.byWords(2))).toBeInTheDocument()
    expect(screen.getByText(words.byMeaning(1))).toBeInTheDocument()
    expect(screen.getByText(words.close.near)).toBeInTheDocument()
    expect(screen.getByText(`${words.matched} days`)).toBeInTheDocument()
    expect(screen.getByRole('meter', { name: words.closeness })).toHaveAttribute('aria-valuenow', '70')
  })

  it('says which way did not find it', () => {
    show(passage({ keyword_rank: 0, matched: [] }))
    expect(screen.getByText(words.notByWords)).toBeInTheDocument()
  })

  it('keeps to what was looked at', () => {
    show(passage(), 'keyword')
    expect(screen.queryByText(words.byMeaning(1))).toBeNull()
    expect(screen.queryByRole('meter')).toBeNull()
  })

  it('does not call alike wording closeness in meaning', () => {
    show(passage(), 'hybrid', true)
    expect(screen.getByText(words.alike.very)).toBeInTheDocument()
  })

  it('marks the words and names the place', () => {
    show(passage({ row: 12, pageLabel: 'Sheet Limits' }))
    expect(document.querySelector('mark')).toHaveTextContent('days')
    expect(screen.getByText('Sheet Limits · row 12 · Carry-over')).toBeInTheDocument()
  })

  it('opens the passage, and unfolds a long one', async () => {
    const open = vi.fn()
    draw(<Hit passage={passage({ text: 'word '.repeat(200) })} mode="hybrid" builtin={false} onOpen={open} />)
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }))
    expect(open).toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: words.whole }))
    expect(screen.getByRole('button', { name: words.less })).toHaveAttribute('aria-expanded', 'true')
  })
})
